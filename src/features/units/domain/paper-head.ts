import { organisationName } from './party-names.ts';

/** Where the paper is signed: the name after the kind of unit, `Sông Tô` of `Đảng ủy phường Sông Tô`. */
const placeName = (committee: string): string => {
  const name = committee
    .replace(/^(đảng ủy|đảng bộ|huyện ủy|quận ủy|thị ủy|thành ủy|tỉnh ủy)\s+/i, '')
    .replace(/^(phường|xã|thị trấn|đặc khu)\s+/i, '');
  return name === '' ? '…' : name;
};

/**
 * What stands above a branch on its papers (`Đảng bộ phường Sông Tô` of the committee’s name), and where they are signed.
 */
export const paperHead = (committee: string): { superiorBody: string; place: string } => ({
  superiorBody: organisationName(committee),
  place: placeName(committee),
});
