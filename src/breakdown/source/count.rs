//! How the numbers of lists are written: Word's names for it, and what is printed for each.

/// Whether numbers of this format are printed at all; pictures and dots are not.
pub fn is_written(format: &str) -> bool {
    format != "bullet"
}

/// A count in the way of a `numFmt`.
pub fn write(count: u32, format: &str) -> String {
    let one_of = |signs: &str| {
        let at = usize::try_from(count).unwrap_or(0).checked_sub(1);
        let sign = at.and_then(|at| signs.chars().nth(at));
        sign.map_or_else(|| count.to_string(), String::from)
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => by_value(count, &PLAIN),
        "chineseLegalSimplified" => by_value(count, &LEGAL),
        "ideographLegalTraditional" => by_value(count, &LEGAL_TRADITIONAL),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => by_place(count),
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => {
            circled(count).map_or_else(|| count.to_string(), String::from)
        }
        // Word prints them as one character each, which no reader of headings knows.
        "decimalEnclosedParen" => format!("({count})"),
        "decimalEnclosedFullstop" => format!("{count}."),
        "numberInDash" => format!("-{count}-"),
        "decimalFullWidth" | "decimalFullWidth2" => wide(count),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// ① to ㊿.
pub fn circled(count: u32) -> Option<char> {
    let first = match count {
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32b1 - 36,
        _ => return None,
    };
    char::from_u32(first + count)
}

/// The digits from one to nine, then ten, hundred, thousand, ten thousand and zero.
type Signs = [&'static str; 14];

const PLAIN: Signs = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "零",
];
const LEGAL: Signs = [
    "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟", "万", "零",
];
const LEGAL_TRADITIONAL: Signs = [
    "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖", "拾", "佰", "仟", "萬", "零",
];

/// 一百零五; ten to nineteen begin with 十, but with 壹拾 in legal writing.
fn by_value(count: u32, signs: &Signs) -> String {
    if count == 0 {
        return "〇".to_owned();
    }
    if count > 99_999 {
        return count.to_string();
    }
    let sign = |at: u32| signs.get(at as usize).copied().unwrap_or_default();
    let mut written = String::new();
    let mut owes_zero = false;
    for (place, unit) in [(10_000, 12), (1_000, 11), (100, 10), (10, 9), (1, 0)] {
        let digit = count / place % 10;
        if digit == 0 {
            owes_zero = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut owes_zero) {
            written.push_str(sign(13));
        }
        let is_short = digit == 1 && place == 10 && written.is_empty() && sign(9) == "十";
        if !is_short {
            written.push_str(sign(digit - 1));
        }
        if place > 1 {
            written.push_str(sign(unit));
        }
    }
    written
}

/// 一〇五, digit by digit.
fn by_place(count: u32) -> String {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let figures = count.to_string();
    let place = |figure: char| digits.get(figure.to_digit(10)? as usize).copied();
    figures.chars().filter_map(place).collect()
}

fn wide(count: u32) -> String {
    let figures = count.to_string();
    let shift = u32::from('０') - u32::from('0');
    let wide = |figure: char| char::from_u32(u32::from(figure) + shift);
    figures.chars().filter_map(wide).collect()
}

/// A to Z, then AA to ZZ, and so on.
fn letters(count: u32, first: u8) -> String {
    /// More of the same letter say nothing.
    const MOST: u32 = 8;
    let at = count.saturating_sub(1);
    let letter = char::from(first + u8::try_from(at % 26).unwrap_or(0));
    let times = (at / 26 + 1).min(MOST);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 3_999 {
        return count.to_string();
    }
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            written.push_str(sign);
            count -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_word_does() {
        for (count, format, written) in [
            (1, "chineseCounting", "一"),
            (12, "chineseCountingThousand", "十二"),
            (30, "chineseCounting", "三十"),
            (100, "chineseCounting", "一百"),
            (105, "chineseCounting", "一百零五"),
            (112, "chineseCounting", "一百一十二"),
            (1010, "taiwaneseCountingThousand", "一千零一十"),
            (12_345, "chineseCountingThousand", "一万二千三百四十五"),
            (3, "chineseLegalSimplified", "叁"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (102, "ideographLegalTraditional", "壹佰零貳"),
            (10, "ideographDigital", "一〇"),
            (21, "taiwaneseDigital", "二一"),
            (2, "ideographTraditional", "乙"),
            (11, "ideographTraditional", "11"),
            (12, "ideographZodiac", "亥"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "㉑"),
            (36, "decimalEnclosedCircle", "㊱"),
            (4, "decimalEnclosedParen", "(4)"),
            (4, "decimalEnclosedFullstop", "4."),
            (12, "decimalFullWidth", "１２"),
            (4, "lowerRoman", "iv"),
            (999, "upperRoman", "CMXCIX"),
            (2, "upperLetter", "B"),
            (28, "lowerLetter", "bb"),
            (7, "decimal", "7"),
            (7, "decimalZero", "07"),
            (7, "", "7"),
            (0, "ideographTraditional", "0"),
            (u32::MAX, "upperLetter", "UUUUUUUU"),
            (u32::MAX, "chineseCounting", "4294967295"),
        ] {
            assert_eq!(write(count, format), written, "{count} {format}");
        }
    }
}
