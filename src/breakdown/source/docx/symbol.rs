//! Characters of symbol fonts (Symbol, Wingdings): what is printed for their codes, where it says something.

use crate::breakdown::source::count;

/// The character that is printed for one of this font; `None` for dots, boxes and arrows of symbol fonts.
pub fn print(font: &str, character: char) -> Option<char> {
    let code = u32::from(character);
    let is_private = (0xf000..=0xf0ff).contains(&code);
    if code > 0xff && !is_private || character.is_whitespace() {
        return Some(character);
    }
    // Symbol fonts have 256 characters; a document writes them plain or in the private-use area.
    let Ok(sign) = u8::try_from(if is_private { code - 0xf000 } else { code }) else {
        return Some(character);
    };
    let plain = Some(character).filter(|_| !is_private);
    if font.eq_ignore_ascii_case("Symbol") {
        greek(sign).or(plain)
    } else if font.eq_ignore_ascii_case("Wingdings") {
        match sign {
            0x81..=0x8a => circled(sign - 0x80),
            0x8c..=0x95 => circled(sign - 0x8b),
            _ => None,
        }
    } else if font.eq_ignore_ascii_case("Wingdings 2") {
        match sign {
            0x6a..=0x73 => circled(sign - 0x69),
            0x75..=0x7e => circled(sign - 0x74),
            _ => None,
        }
    } else if font.eq_ignore_ascii_case("Wingdings 3") || font.eq_ignore_ascii_case("Webdings") {
        None
    } else {
        plain
    }
}

fn circled(count: u8) -> Option<char> {
    count::circled(u32::from(count))
}

/// The signs of the font Symbol that plans use.
fn greek(code: u8) -> Option<char> {
    let sign = match code {
        b'!' | b'#' | b'%' | b'&' | b'('..=b')' | b'+'..=b',' | b'.'..=b'?' => char::from(code),
        0x2d => '−',
        0x61 => 'α',
        0x62 => 'β',
        0x67 => 'γ',
        0x6d => 'μ',
        0xa3 => '≤',
        0xa5 => '∞',
        0xae => '→',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xb4 => '×',
        0xb8 => '÷',
        0xb9 => '≠',
        0xbb => '≈',
        _ => return None,
    };
    Some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_say_something() {
        for (font, character, printed) in [
            ("Symbol", '\u{f0b3}', Some('≥')),
            ("Symbol", '£', Some('≤')),
            ("Symbol", '\u{f035}', Some('5')),
            ("Symbol", '健', Some('健')),
            ("Symbol", 'G', Some('G')),
            ("Wingdings", '\u{f081}', Some('①')),
            ("Wingdings", '\u{f08d}', Some('②')),
            ("Wingdings 2", '\u{f06c}', Some('③')),
            ("Wingdings", '\u{f06c}', None),
            ("Wingdings", 'l', None),
            ("Wingdings", ' ', Some(' ')),
            ("仿宋", '\u{f0b3}', None),
            ("仿宋", '³', Some('³')),
            ("", '健', Some('健')),
        ] {
            assert_eq!(print(font, character), printed, "{font} {character}");
        }
    }
}
