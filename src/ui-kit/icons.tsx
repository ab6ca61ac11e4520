import type { ReactElement } from 'react';

export type IconProps = {
  /** In em; 1.25 stands well beside text. */
  size?: number;
};
export type Icon = (props: IconProps) => ReactElement;

const icon = (path: string): Icon =>
  function Drawing({ size = 1.25 }) {
    return (
      <svg
        className="k-icon"
        viewBox="0 0 24 24"
        width={`${size}em`}
        height={`${size}em`}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={path} />
      </svg>
    );
  };

export const IconHome = /* @__PURE__ */ icon('M3 11.5 12 4l9 7.5M5.5 9.6V20h13V9.6M10 20v-6h4v6');
export const IconCalendar = /* @__PURE__ */ icon('M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M8 17h6');
export const IconPeople = /* @__PURE__ */ icon(
  'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.7 3.5 5.4',
);
export const IconPerson = /* @__PURE__ */ icon(
  'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
);
export const IconTree = /* @__PURE__ */ icon('M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4');
export const IconTask = /* @__PURE__ */ icon(
  'M4 6.5 5.5 8 8.5 5M4 12.5 5.5 14l3-3M4 18.5 5.5 20l3-3M12 6.5h8M12 12.5h8M12 18.5h8',
);
export const IconDocument = /* @__PURE__ */ icon('M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6');
export const IconChart = /* @__PURE__ */ icon('M4 20h16M7 20v-7M12 20V5M17 20v-10');
export const IconBook = /* @__PURE__ */ icon(
  'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6',
);
export const IconBell = /* @__PURE__ */ icon('M6 17V11a6 6 0 1 1 12 0v6l1.5 2h-15ZM10 21.5h4M12 3V5');
export const IconSpeak = /* @__PURE__ */ icon('M4 5h16v11H11l-4.5 4v-4H4zM8 9h8M8 12h5');
export const IconVote = /* @__PURE__ */ icon('M4 13h16v8H4zM8 13V4h8v9M10.5 8.5l1.2 1.2 2.3-2.4M8 17h8');
export const IconScore = /* @__PURE__ */ icon(
  'm12 3 2.7 5.6 6.1.8-4.5 4.2 1.1 6.1L12 16.8l-5.4 2.9 1.1-6.1L3.2 9.4l6.1-.8z',
);
export const IconQr = /* @__PURE__ */ icon(
  'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM14 20h1M19 14h1',
);
export const IconMicrophone = /* @__PURE__ */ icon(
  'M12 15a3 3 0 0 0 3-3V6a3 3 0 1 0-6 0v6a3 3 0 0 0 3 3ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21M9 21h6',
);
export const IconCheck = /* @__PURE__ */ icon('m5 12.5 4.5 4.5L19 7.5');
export const IconCheckRing = /* @__PURE__ */ icon(
  'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-8.8 2.8 2.8L16 9.6',
);
export const IconCross = /* @__PURE__ */ icon('M6 6l12 12M18 6 6 18');
export const IconPlus = /* @__PURE__ */ icon('M12 5v14M5 12h14');
export const IconMinus = /* @__PURE__ */ icon('M5 12h14');
export const IconInfo = /* @__PURE__ */ icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1');
export const IconWarn = /* @__PURE__ */ icon('M12 3.5 22 20.5H2zM12 10v4.5M12 17.4v.1');
export const IconStop = /* @__PURE__ */ icon('M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.4v.1');
export const IconClock = /* @__PURE__ */ icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.5 2');
export const IconRing = /* @__PURE__ */ icon('M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z');
export const IconBack = /* @__PURE__ */ icon('M19 12H5m6.5-6.5L5 12l6.5 6.5');
export const IconForward = /* @__PURE__ */ icon('M5 12h14m-6.5-6.5L19 12l-6.5 6.5');
export const IconMove = /* @__PURE__ */ icon('M4 8h15m-4-4 4 4-4 4M20 16H5m4-4-4 4 4 4');
export const IconDown = /* @__PURE__ */ icon('m6 9.5 6 6 6-6');
export const IconUp = /* @__PURE__ */ icon('m6 14.5 6-6 6 6');
export const IconSort = /* @__PURE__ */ icon('m8 9.5 4-4 4 4M8 14.5l4 4 4-4');
export const IconSearch = /* @__PURE__ */ icon('M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16.2 16.2 21 21');
export const IconColumns = /* @__PURE__ */ icon('M4 5h16v14H4zM10 5v14M15 5v14');
export const IconPrint = /* @__PURE__ */ icon('M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z');
export const IconCopy = /* @__PURE__ */ icon('M9 9h11v11H9zM5 15H4V4h11v1');
export const IconDownload = /* @__PURE__ */ icon('M12 4v11m-5-4.5 5 4.5 5-4.5M4 20h16');
export const IconUpload = /* @__PURE__ */ icon('M12 16V5M7 9.5 12 5l5 4.5M4 20h16');
export const IconEdit = /* @__PURE__ */ icon('M4 20h4L20 8l-4-4L4 16zM13.5 6.5l4 4');
export const IconMore = /* @__PURE__ */ icon(
  'M4.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0ZM11.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0ZM18.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0Z',
);
export const IconSignOut = /* @__PURE__ */ icon('M10 4H5v16h5M14.5 8l4 4-4 4M18.5 12H9');
export const IconSettings = /* @__PURE__ */ icon(
  'M4 7h9M17 7h3M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM4 17h3M11 17h9M9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
);
export const IconOffline = /* @__PURE__ */ icon(
  'M3 3l18 18M8.5 16a5 5 0 0 1 7 0M5 12.5a10 10 0 0 1 4.5-2.6M14.5 9.9a10 10 0 0 1 4.5 2.6M12 19.5v.1',
);
