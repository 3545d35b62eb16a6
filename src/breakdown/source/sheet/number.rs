//! A number as its cell shows it: 0.9 in a cell of percents is 90%, 44196 in one of months is 2020年12月.

use std::fmt::Write as _;

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// The code of a number format that every Excel knows, those of a Chinese Excel included.
pub fn builtin(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 15 | 22 | 30 => "yyyy/m/d",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 | 32 | 33 | 34 | 35 | 55 | 56 => "h:mm",
        45..=47 => "mm:ss",
        27 | 36 | 50 | 52 | 57 => r#"yyyy"年"m"月""#,
        28 | 29 | 51 | 53 | 54 | 58 => r#"m"月"d"日""#,
        31 => r#"yyyy"年"m"月"d"日""#,
        49 => "@",
        _ => return None,
    })
}

/// A number by the code of its format.
pub fn show(value: f64, code: &str, is_1904: bool) -> String {
    let sections = sections(code);
    // A format may have a section of its own for numbers below zero, and one for zero.
    let section = match sections.len() {
        2.. if value < 0.0 => sections.get(1),
        3.. if value == 0.0 => sections.get(2),
        _ => sections.first(),
    };
    let pieces = section.map_or_else(Vec::new, |section| pieces(section));
    if pieces.iter().any(|piece| matches!(piece, Piece::Clock(_))) {
        return date(value, &pieces, is_1904);
    }
    let value = if sections.len() > 1 && value < 0.0 {
        -value
    } else {
        value
    };
    number(value, &pieces).unwrap_or_else(|| plain(value))
}

/// A number in as many digits as Excel shows, which are fewer than it computes with.
fn plain(value: f64) -> String {
    let shown = format!("{value:.14e}").parse().unwrap_or(value);
    // Zero has no sign on paper.
    if shown == 0.0 {
        "0".to_owned()
    } else {
        format!("{shown}")
    }
}

/// A part of a format code.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// Printed as it stands.
    Literal(String),
    /// Where the digits stand: how many before the point at least, how many behind it at least and at most.
    Digits(usize, usize, usize),
    /// As many digits as the number has.
    General,
    /// %, for each of which the number is a hundred times as large.
    Percent,
    /// A part of a date or a time, and how many letters it has.
    Clock(char),
    /// What is not understood: fractions, exponents, thousands.
    Odd,
}

/// The sections of a code; a semicolon in quotes parts none.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut from, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            '\\' if !is_quoted => is_escaped = true,
            ';' if !is_quoted => {
                sections.extend(code.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.extend(code.get(from..));
    sections
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = section;
    while let Some(first) = rest.chars().next() {
        let behind = rest.get(first.len_utf8()..).unwrap_or_default();
        let same = rest
            .chars()
            .take_while(|it| it.eq_ignore_ascii_case(&first))
            .count();
        let second = behind.chars().next();
        let (piece, used) = match first {
            '"' => {
                let words = behind.split('"').next().unwrap_or_default();
                (Some(Piece::Literal(words.to_owned())), words.len() + 2)
            }
            '\\' | '!' => {
                let shown = second.map(|it| Piece::Literal(it.to_string()));
                (shown, 1 + second.map_or(0, char::len_utf8))
            }
            '_' | '*' => (None, 1 + second.map_or(0, char::len_utf8)),
            '[' => {
                let inside = behind.split(']').next().unwrap_or_default();
                let is_elapsed = ["h", "hh", "m", "mm", "s", "ss"].contains(&inside);
                let currency = inside.strip_prefix('$').and_then(|it| it.split('-').next());
                let piece = if is_elapsed {
                    Some(Piece::Odd)
                } else {
                    currency.map(|sign| Piece::Literal(sign.to_owned()))
                };
                (piece, inside.len() + 2)
            }
            '0' | '#' | '?' | '.' => {
                let (piece, size) = digits(rest);
                (Some(piece), size)
            }
            '%' => (Some(Piece::Percent), 1),
            '@' => (Some(Piece::General), 1),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
                // ddd and dddd are days of the week.
                let is_weekday = first.eq_ignore_ascii_case(&'d') && same > 2;
                let part = Piece::Clock(first.to_ascii_lowercase());
                ((!is_weekday).then_some(part), same)
            }
            'E' => (Some(Piece::Odd), 1),
            'a' | 'A' => (
                None,
                same.max(if behind.starts_with("M/PM") { 5 } else { 1 }),
            ),
            _ => match ["General", "G/通用格式"]
                .iter()
                .find(|it| rest.starts_with(**it))
            {
                Some(word) => (Some(Piece::General), word.len()),
                None => (Some(Piece::Literal(first.to_string())), first.len_utf8()),
            },
        };
        pieces.extend(piece);
        rest = rest.get(used.min(rest.len())..).unwrap_or_default();
    }
    pieces
}

/// The digits that a code begins with, and how long they are.
fn digits(code: &str) -> (Piece, usize) {
    let size = code
        .find(|it: char| !matches!(it, '0' | '#' | '?' | '.' | ',' | '/' | ' '))
        .unwrap_or(code.len());
    let mask = code.get(..size).unwrap_or_default().trim_end();
    let (whole, fraction) = mask.split_once('.').unwrap_or((mask, ""));
    let zeros = |part: &str| part.chars().filter(|it| *it == '0').count();
    let most = fraction.chars().count();
    if mask.contains(['/', ' ', '?']) || mask.ends_with(',') || fraction.contains(['.', ',']) {
        (Piece::Odd, size)
    } else {
        (
            Piece::Digits(zeros(whole), zeros(fraction), most),
            mask.len(),
        )
    }
}

/// A number by its pieces; `None` where they say nothing that is understood.
fn number(value: f64, pieces: &[Piece]) -> Option<String> {
    /// No cell shows more digits.
    const MOST_DIGITS: usize = 30;
    if pieces.contains(&Piece::Odd) {
        return None;
    }
    let percents = pieces.iter().filter(|it| **it == Piece::Percent).count();
    let value = value * 100_f64.powi(i32::try_from(percents).ok()?);
    let mut shown = String::new();
    let mut has_digits = false;
    for piece in pieces {
        match piece {
            Piece::Literal(words) => shown.push_str(words),
            Piece::Percent => shown.push('%'),
            Piece::General => {
                has_digits = true;
                shown.push_str(&plain(value));
            }
            Piece::Digits(..) if has_digits => return None,
            Piece::Digits(whole, least, most) => {
                has_digits = true;
                let most = (*most).min(MOST_DIGITS);
                let figures = format!("{value:.most$}");
                let (integer, fraction) = figures.split_once('.').unwrap_or((&figures, ""));
                let kept = fraction.trim_end_matches('0').len().max(*least);
                let fraction = fraction.get(..kept.min(fraction.len())).unwrap_or_default();
                let width = (*whole).min(MOST_DIGITS);
                let _ = write!(shown, "{integer:0>width$}");
                if !fraction.is_empty() {
                    shown.push('.');
                    shown.push_str(fraction);
                }
            }
            Piece::Clock(_) | Piece::Odd => return None,
        }
    }
    has_digits.then_some(shown)
}

/// A day, a month or a year as the pieces ask for; a time only where there is no day.
fn date(value: f64, pieces: &[Piece], is_1904: bool) -> String {
    let moment = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let clocks: Vec<char> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Clock(part) => Some(*part),
            _ => None,
        })
        .collect();
    // m behind hours or before seconds are minutes.
    let is_minute = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| clocks.get(at));
        before == Some(&'h') || clocks.get(at + 1) == Some(&'s')
    };
    let has = |part: char| {
        let mut parts = clocks.iter().enumerate();
        parts.any(|(at, it)| *it == part && !(part == 'm' && is_minute(at)))
    };
    let mut shown = String::new();
    if has('y') || has('e') {
        let _ = write!(shown, "{year}年");
    }
    if has('m') {
        let _ = write!(shown, "{month}月");
    }
    if has('d') {
        let _ = write!(shown, "{day}日");
    }
    if shown.is_empty() {
        return format!("{hour}:{minute:02}");
    }
    // 年底, 月底前: what the format prints behind the date.
    let words = pieces.iter().rev().map_while(|piece| match piece {
        Piece::Literal(words) => Some(words.trim_start_matches(['年', '月', '日'])),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    shown.extend(words.into_iter().rev());
    shown.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        for (value, code, shown) in [
            (0.9, "0%", "90%"),
            (0.925, "0.0%", "92.5%"),
            (0.07, r#""≥"0%"#, "≥7%"),
            (5.0, "General", "5"),
            (5.0, "", "5"),
            (0.1 + 0.2, "General", "0.3"),
            (1e6, "General", "1000000"),
            (80.76, "0.0_ ", "80.8"),
            (80.0, "0.00", "80.00"),
            (80.5, "0.##", "80.5"),
            (12_345.0, "#,##0", "12345"),
            (3.0, "000", "003"),
            (5.0, r#"0"条""#, "5条"),
            (5.0, r#"G/通用格式"个""#, "5个"),
            (-3.0, "0;-0;;@", "-3"),
            (-3.0, r"0.00_);\(0.00\)", "(3.00)"),
            (0.0, r#"0;-0;"无""#, "0"),
            (0.5, "# ?/?", "0.5"),
            (12_345.0, "0.00E+00", "12345"),
            (12_345.0, "0,", "12345"),
            (12.0, "@", "12"),
            (12.0, "[Red]0", "12"),
            (12.0, "[$¥-804]0", "¥12"),
            (-0.0, "0", "-0"),
        ] {
            assert_eq!(show(value, code, false), shown, "{value} {code}");
        }
    }

    #[test]
    fn dates_say_no_more_than_their_cells_do() {
        for (code, shown) in [
            ("yyyy/m/d", "2020年12月1日"),
            ("mm-dd-yy", "2020年12月1日"),
            (r#"[$-804]yyyy"年"m"月"d"日";@"#, "2020年12月1日"),
            ("yyyy/m/d h:mm:ss", "2020年12月1日"),
            (r#"yyyy"年"m"月";@"#, "2020年12月"),
            (r#"yyyy"年"m"月底前""#, "2020年12月底前"),
            (r#"[DBNum1][$-804]yyyy"年"m"月""#, "2020年12月"),
            ("yyyy-mm", "2020年12月"),
            ("mmm-yy", "2020年12月"),
            (r#"yyyy"年""#, "2020年"),
            (r#"m"月"d"日""#, "12月1日"),
            ("[$-804]aaaa yyyy/m/d", "2020年12月1日"),
            ("h:mm", "12:00"),
        ] {
            assert_eq!(show(44_166.5, code, false), shown, "{code}");
        }
        assert_eq!(show(44_166.0, builtin(57).unwrap(), false), "2020年12月");
        assert_eq!(show(42_704.0, "yyyy/m/d", true), "2020年12月1日");
    }
}
