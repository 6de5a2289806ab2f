import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from "@fluentui/react-components";

/** One accent, a calm blue, in even steps of lightness (made in OKLCH, hue 268). */
const brand: BrandVariants = {
  10: "#060c20",
  20: "#0d183f",
  30: "#14235e",
  40: "#1c2e7d",
  50: "#243b9a",
  60: "#2d48b5",
  70: "#3350c4",
  80: "#3d5bd9",
  90: "#5377f1",
  100: "#6489fd",
  110: "#779bff",
  120: "#8cadff",
  130: "#a2bfff",
  140: "#c4d1f3",
  150: "#d9e1f6",
  160: "#eaf2ff",
};

const fontFamilyBase =
  '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

const shared: Partial<Theme> = {
  fontFamilyBase,
  borderRadiusMedium: "6px",
  borderRadiusLarge: "8px",
  borderRadiusXLarge: "12px",
};

/** Background2 is the page, Background1 what lies on it, Background3 the rails. */
export const lightTheme: Theme = {
  ...createLightTheme(brand),
  ...shared,
  colorNeutralBackground2: "#f8f9fb",
  colorNeutralBackground3: "#f2f4f7",
  colorNeutralForeground1: "#1b1f27",
  colorNeutralForeground2: "#3c4350",
  colorNeutralForeground3: "#5a6272",
  colorNeutralForeground4: "#646c7c",
  colorNeutralStroke1: "#d3d8e0",
  colorNeutralStroke2: "#e3e7ed",
  colorNeutralStroke3: "#edf0f4",
  colorSubtleBackgroundHover: "#eef1f6",
  colorSubtleBackgroundPressed: "#e4e8ef",
  colorSubtleBackgroundSelected: "#e8ecfa",
  colorNeutralBackground1Hover: "#f5f7fa",
};

const dark = createDarkTheme(brand);

export const darkTheme: Theme = {
  ...dark,
  ...shared,
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandForegroundLinkPressed: brand[110],
  colorCompoundBrandForeground1: brand[110],
  colorNeutralBackground1: "#1a1d24",
  colorNeutralBackground1Hover: "#22262f",
  colorNeutralBackground2: "#13151a",
  colorNeutralBackground3: "#171a20",
  colorNeutralForeground1: "#eceef2",
  colorNeutralForeground2: "#c9ced8",
  colorNeutralForeground3: "#a3abba",
  colorNeutralForeground4: "#949cab",
  colorNeutralStroke1: "#414754",
  colorNeutralStroke2: "#2d323c",
  colorNeutralStroke3: "#252932",
  colorSubtleBackgroundHover: "#262b35",
  colorSubtleBackgroundPressed: "#20242d",
  colorSubtleBackgroundSelected: "#242c4a",
};

/** Stronger lines and greys, for people who ask their system for more contrast. Forced colours need nothing from us. */
export function withMoreContrast(theme: Theme): Theme {
  return {
    ...theme,
    colorNeutralForeground2: theme.colorNeutralForeground1,
    colorNeutralForeground3: theme.colorNeutralForeground1,
    colorNeutralForeground4: theme.colorNeutralForeground1,
    colorNeutralStroke1: theme.colorNeutralStrokeAccessible,
    colorNeutralStroke2: theme.colorNeutralStrokeAccessible,
    colorNeutralStroke3: theme.colorNeutralStrokeAccessible,
  };
}
