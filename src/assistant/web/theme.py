"""The look that Gradio's own components get; everything else is in `static/app.css`, in the same colours."""

from __future__ import annotations

from gradio.themes import Base
from gradio.themes.utils import colors, sizes

SYSTEM_FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "Liberation Sans",
    "Arial",
    "sans-serif",
)
MONOSPACE_FONTS = ("ui-monospace", "Cascadia Mono", "Consolas", "DejaVu Sans Mono", "monospace")

CANVAS, CANVAS_DARK = "#f5f6f4", "#10161a"
SURFACE, SURFACE_DARK = "#ffffff", "#182026"
INK, INK_DARK = "#17222b", "#e9eef0"
QUIET, QUIET_DARK = "#51606b", "#a6b3ba"
LINE, LINE_DARK = "#7c8a93", "#71808a"
ACCENT, ACCENT_DARK = "#0b5a58", "#6fcac1"
ACCENT_SOFT, ACCENT_SOFT_DARK = "#e3f0ee", "#16312f"
ACCENT_STRONG, ACCENT_STRONG_DARK = "#084644", "#95ded6"


def evidence_theme() -> Base:
    """Return the theme: system fonts only, one accent colour, contrast of WCAG 2.2 AA in light and dark."""
    theme = Base(
        primary_hue=colors.teal,
        neutral_hue=colors.slate,
        radius_size=sizes.radius_md,
        text_size=sizes.text_md,
        font=SYSTEM_FONTS,
        font_mono=MONOSPACE_FONTS,
    )
    return theme.set(
        body_background_fill=CANVAS,
        body_background_fill_dark=CANVAS_DARK,
        body_text_color=INK,
        body_text_color_dark=INK_DARK,
        body_text_color_subdued=QUIET,
        body_text_color_subdued_dark=QUIET_DARK,
        background_fill_primary=SURFACE,
        background_fill_primary_dark=SURFACE_DARK,
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_label_text_color=INK,
        block_label_text_color_dark=INK_DARK,
        block_padding="0px",
        block_shadow="none",
        block_title_text_color=INK,
        block_title_text_color_dark=INK_DARK,
        block_title_text_weight="600",
        input_background_fill=SURFACE,
        input_background_fill_dark=SURFACE_DARK,
        input_border_color=LINE,
        input_border_color_dark=LINE_DARK,
        input_border_color_focus=ACCENT,
        input_border_color_focus_dark=ACCENT_DARK,
        input_border_width="1px",
        input_placeholder_color=QUIET,
        input_placeholder_color_dark=QUIET_DARK,
        input_radius="8px",
        input_shadow="none",
        input_shadow_focus="none",
        button_primary_background_fill=ACCENT,
        button_primary_background_fill_dark=ACCENT_DARK,
        button_primary_background_fill_hover=ACCENT_STRONG,
        button_primary_background_fill_hover_dark=ACCENT_STRONG_DARK,
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#08201f",
        button_primary_border_color=ACCENT,
        button_primary_border_color_dark=ACCENT_DARK,
        button_secondary_background_fill=SURFACE,
        button_secondary_background_fill_dark=SURFACE_DARK,
        button_secondary_background_fill_hover=ACCENT_SOFT,
        button_secondary_background_fill_hover_dark=ACCENT_SOFT_DARK,
        button_secondary_border_color=LINE,
        button_secondary_border_color_dark=LINE_DARK,
        button_secondary_border_color_hover=ACCENT,
        button_secondary_border_color_hover_dark=ACCENT_DARK,
        button_secondary_text_color_hover=INK,
        button_secondary_text_color_hover_dark=INK_DARK,
        button_secondary_text_color=INK,
        button_secondary_text_color_dark=INK_DARK,
        button_border_width="1px",
        button_transform_hover="none",
        button_transition="none",
        layout_gap="0px",
        loader_color=ACCENT,
        loader_color_dark=ACCENT_DARK,
    )
