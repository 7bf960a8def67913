/** Ant Design dressed in our tokens. */
import { theme as antd, type ThemeConfig } from 'antd';
import { dark, light } from './palette.ts';

const float = '0 6px 24px rgba(20, 24, 22, 0.14)';
const font =
  '"IBM Plex Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const mono =
  '"IBM Plex Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", ui-monospace, monospace';

/** The theme for ConfigProvider in one of the two schemes. */
export function antdTheme(scheme: 'light' | 'dark'): ThemeConfig {
  const c = scheme === 'dark' ? dark : light;
  return {
    algorithm: scheme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: c.act,
      colorLink: c.act,
      colorLinkHover: c.actH,
      colorInfo: c.move,
      colorSuccess: c.good,
      colorWarning: c.clock,
      colorError: c.bad,
      colorTextBase: c.ink,
      colorText: c.ink,
      colorTextSecondary: c.ink2,
      colorTextTertiary: c.ink3,
      colorTextPlaceholder: c.ink3,
      colorTextDescription: c.ink3,
      colorTextLightSolid: c.onAct,
      colorBgLayout: c.canvas,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBorder: c.line2,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
      colorFillAlter: c.sunken,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      fontSize: 13,
      lineHeight: 20 / 13,
      controlHeight: 32,
      controlHeightSM: 26,
      controlHeightLG: 40,
      controlOutline: c.actTint,
      controlOutlineWidth: 2,
      controlItemBgActive: c.actTint,
      controlItemBgHover: c.canvas,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
      fontFamily: font,
      fontFamilyCode: mono,
      boxShadow: float,
      boxShadowSecondary: float,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        primaryColor: c.onAct,
        defaultBorderColor: c.line2,
        defaultColor: c.ink,
      },
      Input: {
        activeShadow: `0 0 0 2px ${c.actTint}`,
        errorActiveShadow: `0 0 0 2px ${c.badT}`,
        activeBorderColor: c.act,
      },
      InputNumber: { activeShadow: `0 0 0 2px ${c.actTint}`, activeBorderColor: c.act },
      Select: { activeOutlineColor: c.actTint, optionSelectedBg: c.actTint, optionSelectedFontWeight: 500 },
      DatePicker: { activeShadow: `0 0 0 2px ${c.actTint}` },
      Segmented: { trackBg: c.sunken, itemSelectedBg: c.surface, itemColor: c.ink2, itemSelectedColor: c.ink },
      Tabs: { horizontalItemGutter: 20 },
      Checkbox: { borderRadiusSM: 3 },
      Table: {
        headerBg: 'transparent',
        headerColor: c.ink3,
        headerSplitColor: 'transparent',
        cellPaddingBlockSM: 7,
        cellPaddingInlineSM: 10,
        rowHoverBg: c.canvas,
        rowSelectedBg: c.actTint,
        borderColor: c.line,
      },
      Tooltip: { colorBgSpotlight: '#1B1F1E', colorTextLightSolid: '#FFFFFF' },
      Modal: { titleFontSize: 16, titleLineHeight: 1.5 },
      Drawer: { paddingLG: 20 },
      Dropdown: { paddingBlock: 5 },
    },
  };
}
