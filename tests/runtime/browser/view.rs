//! The ways in which a page is looked at.
//! Border: data.

use serde_json::{Value, json};

/// One way to look at a page.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The width in pixels of CSS.
    pub width: u16,
    /// Whether people prefer dark.
    pub is_dark: bool,
    /// Whether scripts run.
    pub has_scripts: bool,
}

/// A phone, a screen, both in light and dark, and a phone without scripts.
pub const VIEWS: [View; 5] = [
    View { width: 390, is_dark: false, has_scripts: false },
    View { width: 390, is_dark: false, has_scripts: true },
    View { width: 390, is_dark: true, has_scripts: true },
    View { width: 1280, is_dark: false, has_scripts: true },
    View { width: 1280, is_dark: true, has_scripts: true },
];

impl View {
    /// The commands that make a page look like this.
    pub fn commands(self) -> [(&'static str, Value); 3] {
        let (width, is_mobile) = (self.width, self.width < 600);
        let scheme = if self.is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        [
            (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": is_mobile }),
            ),
            ("Emulation.setEmulatedMedia", json!({ "features": features })),
            ("Emulation.setScriptExecutionDisabled", json!({ "value": !self.has_scripts })),
        ]
    }
}

impl std::fmt::Display for View {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.is_dark { "dark" } else { "light" };
        let scripts = if self.has_scripts { "" } else { "-without-scripts" };
        write!(formatter, "{}-{scheme}{scripts}", self.width)
    }
}
