//! Whether a stream gets colour.
//! Border: the decision for one stream; what is coloured how is `Theme`'s business.
use super::Signals;

/// The user's wish, from `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourChoice {
    /// Colour on a terminal that can show it, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColourChoice {
    /// Decides for a stream. The option wins over `NO_COLOR`, that over `CLICOLOR_FORCE`, that over detection.
    pub fn decide(self, signals: &Signals, is_terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if signals.no_color => false,
            Self::Auto if signals.force_color => true,
            Self::Auto => is_terminal && !signals.dumb,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(no_color: bool, force_color: bool, dumb: bool) -> Signals {
        Signals { no_color, force_color, dumb, ..Signals::default() }
    }

    #[test]
    fn the_option_wins_over_the_environment() {
        assert!(ColourChoice::Always.decide(&signals(true, false, true), false));
        assert!(!ColourChoice::Never.decide(&signals(false, true, false), true));
    }

    #[test]
    fn no_color_wins_over_force_and_force_over_detection() {
        assert!(!ColourChoice::Auto.decide(&signals(true, true, false), true));
        assert!(ColourChoice::Auto.decide(&signals(false, true, true), false));
    }

    #[test]
    fn detection_needs_a_terminal_that_is_not_dumb() {
        assert!(ColourChoice::Auto.decide(&signals(false, false, false), true));
        assert!(!ColourChoice::Auto.decide(&signals(false, false, true), true));
        assert!(!ColourChoice::Auto.decide(&signals(false, false, false), false));
    }
}
