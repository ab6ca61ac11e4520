export const query = (text: string) => text;
