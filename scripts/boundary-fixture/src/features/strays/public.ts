export const stray = true;
