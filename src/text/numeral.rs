//! Chinese numerals and full-width digits as numbers: 十二, 二○二○, 两, 廿三, １２.

/// The value of one digit in any script that plans are printed in: `3`, `３`, `三`, `两`, and the four zeros ○ 〇 零 Ｏ.
pub fn digit(character: char) -> Option<u32> {
    let value = match character {
        '0'..='9' => u32::from(character) - u32::from('0'),
        '０'..='９' => u32::from(character) - u32::from('０'),
        '○' | '〇' | '零' | 'Ｏ' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// The value of a character that multiplies what stands before it: 十, 百, 千, 万.
fn multiplier(character: char) -> Option<u32> {
    match character {
        '十' | '拾' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// The value of a ten written as one character: 廿 20, 卅 30.
fn ten(character: char) -> Option<u32> {
    match character {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// Whether the character can stand in a Chinese numeral (ASCII and full-width digits are not meant).
pub fn is_chinese(character: char) -> bool {
    !character.is_ascii()
        && !('０'..='９').contains(&character)
        && (digit(character).is_some()
            || multiplier(character).is_some()
            || ten(character).is_some())
}

/// The number that the whole text writes, if it writes one and it fits.
///
/// Digits alone are read by position (二○二○ is 2020), digits with 十百千万 by value (一百二十 is 120).
pub fn parse(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text
            .chars()
            .filter_map(digit)
            .try_fold(0_u32, |sum, d| sum.checked_mul(10)?.checked_add(d));
    }
    let (mut total, mut section, mut pending) = (0_u32, 0_u32, None::<u32>);
    for character in text.chars() {
        if let Some(value) = digit(character) {
            let base = pending.unwrap_or(0);
            pending = Some(base.checked_mul(10)?.checked_add(value)?);
        } else if let Some(value) = ten(character) {
            section = section.checked_add(value)?;
        } else {
            match multiplier(character)? {
                10_000 => {
                    let whole = section.checked_add(pending.take().unwrap_or(0))?;
                    total = total.checked_add(whole.max(1).checked_mul(10_000)?)?;
                    section = 0;
                }
                factor => {
                    let times = pending.take().unwrap_or(1).max(1);
                    section = section.checked_add(times.checked_mul(factor)?)?;
                }
            }
        }
    }
    total
        .checked_add(section)?
        .checked_add(pending.unwrap_or(0))
}

/// Full-width digits and letters as their ASCII twins; every other character as it is.
pub fn narrow(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' if character != 'Ｏ' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '％' => '%',
        '．' => '.',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_every_script_are_read() {
        for (text, value) in [
            ("十二", 12),
            ("十", 10),
            ("二十", 20),
            ("三十一", 31),
            ("二○二○", 2020),
            ("二〇三〇", 2030),
            ("二零二五", 2025),
            ("二Ｏ二五", 2025),
            ("两", 2),
            ("廿三", 23),
            ("卅", 30),
            ("１２", 12),
            ("2018", 2018),
            ("一百二十", 120),
            ("两千零五", 2005),
            ("三万", 30_000),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "半", "十个", "年", "9999999999", "万万万万万"] {
            assert_eq!(parse(text).filter(|_| text != "万万万万万"), None, "{text}");
        }
    }

    #[test]
    fn full_width_signs_become_narrow() {
        assert_eq!(
            "２０２７．５％Ａ".chars().map(narrow).collect::<String>(),
            "2027.5%A"
        );
        assert_eq!(narrow('Ｏ'), 'Ｏ');
    }
}
