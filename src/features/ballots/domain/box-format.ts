/** Stands apart from the box itself, so that who only checks the shape of one does not carry the words of its names. */
export const BOX_FORMAT = 'goc-ballot-box-1';
