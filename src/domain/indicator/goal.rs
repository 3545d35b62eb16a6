//! What a cell of an indicator table asks for: ≥30, 28左右, 比2015年降低10%, 力争每年下降0.5个百分点, 持续提高.

use crate::text::pattern::Pattern;

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// 越高越好.
    Up,
    /// 越低越好.
    Down,
    /// Neither is printed.
    #[default]
    Open,
}

impl Direction {
    /// The words a user reads; empty where neither is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Up => "越高越好",
            Self::Down => "越低越好",
            Self::Open => "",
        }
    }

    /// Reads up, down, or the words of a target: ≥, 以下, 持续提高.
    pub fn parse(words: &str) -> Self {
        static UP: Pattern = Pattern::new(
            r"^up$|[≥≧＞>]|以上|不低于|不少于|不小于|高于|超过|提高|提升|增加|增长|上升$|翻番|改善|优化",
        );
        static DOWN: Pattern =
            Pattern::new(r"^down$|[≤≦＜<]|以下|以内|不高于|不超过|不大于|低于|降低|下降|减少|减缓");
        // 不低于 holds 低于, and 不超过 holds 超过: the longer word stands first in both.
        let up = UP.find(words).map(|it| it.start());
        let down = DOWN.find(words).map(|it| it.start());
        match (up, down) {
            (Some(up), Some(down)) if up <= down => Self::Up,
            (Some(_), None) => Self::Up,
            (_, Some(_)) => Self::Down,
            (None, None) => Self::Open,
        }
    }
}

/// What a cell asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// ≥30, 80以上; a bare number where more is better.
    AtLeast(f64),
    /// ≤10, 5以下; a bare number where less is better.
    AtMost(f64),
    /// 28左右, 接近80; a bare number where nothing says which way is better.
    About(f64),
    /// 比2015年降低10%: from the value of a year, by a share of it or by so many of its units; less is negative.
    Since {
        /// The year that it is compared with.
        year: i32,
        /// By how much: a share of 1, or units.
        by: f64,
        /// Whether `by` is a share.
        is_share: bool,
    },
    /// 每年下降0.5个百分点: so many units a year; less is negative.
    Yearly(f64),
    /// 持续提高: better than it was, without a figure.
    Better,
    /// Words that nothing can be computed from: 达到省平均水平.
    Words,
}

/// A number, or what a reading is when it is printed with a sign: ≤4.5, 10.5/10万.
pub fn number(printed: &str) -> Option<f64> {
    static NUMBER: Pattern = Pattern::new(r"-?[0-9]+(?:[.][0-9]+)?");
    NUMBER.find(printed)?.as_str().parse().ok()
}

impl Goal {
    /// Reads a cell; the unit is the indicator's own, and says what a bare 10 behind 降低 is.
    pub fn parse(printed: &str, direction: Direction, unit: &str) -> Self {
        static SINCE: Pattern = Pattern::new(
            r"比(?P<year>(?:19|20)[0-9]{2})年?(?:的)?(?P<way>降低|下降|减少|提高|提升|增加|增长|上升)(?P<by>[0-9]+(?:[.][0-9]+)?)(?P<unit>[^0-9]*)",
        );
        static YEARLY: Pattern = Pattern::new(
            r"(?:每年|年均|逐年)(?P<way>降低|下降|减少|提高|提升|增加|增长|上升)(?P<by>[0-9]+(?:[.][0-9]+)?)",
        );
        static ABOUT: Pattern = Pattern::new(r"左右|接近|约");
        static BETTER: Pattern = Pattern::new(
            r"(?:持续|稳步|逐步|逐年|不断|明显|显著|有所|同比例|进一步)(?:提高|提升|改善|下降|降低|减少|增加|增长|上升|优化)|减缓",
        );
        let text: String = printed.split_whitespace().collect();
        let signed = |way: &str, by: f64| {
            if matches!(way, "降低" | "下降" | "减少") {
                -by
            } else {
                by
            }
        };
        if let Some(since) = SINCE.captures(&text) {
            let by = since["by"].parse().unwrap_or_default();
            let own = &since["unit"];
            let is_share = own.starts_with(['%', '％']) || own.is_empty() && unit == "%";
            if let Ok(year) = since["year"].parse() {
                return Self::Since {
                    year,
                    by: signed(&since["way"], if is_share { by / 100.0 } else { by }),
                    is_share,
                };
            }
        }
        if let Some(yearly) = YEARLY.captures(&text) {
            let by = yearly["by"].parse().unwrap_or_default();
            return Self::Yearly(signed(&yearly["way"], by));
        }
        let Some(level) = number(&text) else {
            return if BETTER.is_match(&text) {
                Self::Better
            } else {
                Self::Words
            };
        };
        if ABOUT.is_match(&text) {
            return Self::About(level);
        }
        let own = Direction::parse(&text);
        match if own == Direction::Open {
            direction
        } else {
            own
        } {
            Direction::Up => Self::AtLeast(level),
            Direction::Down => Self::AtMost(level),
            Direction::Open => Self::About(level),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_what_they_ask_for() {
        use Direction::{Down, Open, Up};
        for (printed, direction, unit, goal) in [
            ("≧24", Up, "%", Goal::AtLeast(24.0)),
            ("≥80岁", Open, "", Goal::AtLeast(80.0)),
            ("80以上", Up, "岁", Goal::AtLeast(80.0)),
            ("不低于30%", Open, "", Goal::AtLeast(30.0)),
            ("≤10.5/10万", Down, "", Goal::AtMost(10.5)),
            ("＜0.17%", Open, "", Goal::AtMost(0.17)),
            ("不超过5", Open, "", Goal::AtMost(5.0)),
            ("25", Up, "%", Goal::AtLeast(25.0)),
            ("3", Down, "‰", Goal::AtMost(3.0)),
            ("9张左右", Open, "", Goal::About(9.0)),
            ("接近80", Up, "岁", Goal::About(80.0)),
            ("292", Open, "", Goal::About(292.0)),
            (
                "比2015年降低10%",
                Down,
                "%",
                Goal::Since {
                    year: 2015,
                    by: -0.1,
                    is_share: true,
                },
            ),
            (
                "比2015年降低10",
                Down,
                "%",
                Goal::Since {
                    year: 2015,
                    by: -0.1,
                    is_share: true,
                },
            ),
            (
                "比2020年提高1岁",
                Up,
                "岁",
                Goal::Since {
                    year: 2020,
                    by: 1.0,
                    is_share: false,
                },
            ),
            (
                "比2020年降低2个百分点",
                Down,
                "%",
                Goal::Since {
                    year: 2020,
                    by: -2.0,
                    is_share: false,
                },
            ),
            ("力争每年下降0.5个百分点", Down, "", Goal::Yearly(-0.5)),
            ("持续提高", Up, "%", Goal::Better),
            ("同比例提高", Up, "", Goal::Better),
            ("上升趋势减缓", Down, "", Goal::Better),
            ("达到省平均水平", Up, "张", Goal::Words),
            ("保持较好控制水平", Down, "‰", Goal::Words),
            ("—", Up, "%", Goal::Words),
        ] {
            assert_eq!(Goal::parse(printed, direction, unit), goal, "{printed}");
        }
    }

    #[test]
    fn directions_are_read_off_the_words_of_a_target() {
        for (words, direction) in [
            ("up", Direction::Up),
            ("down", Direction::Down),
            ("≥", Direction::Up),
            ("不低于", Direction::Up),
            ("不超过", Direction::Down),
            ("持续改善", Direction::Up),
            ("上升趋势减缓", Direction::Down),
            ("左右", Direction::Open),
            ("", Direction::Open),
        ] {
            assert_eq!(Direction::parse(words), direction, "{words}");
        }
    }
}
