export const mayTransfer = () => false;
