//! One printed list of bodies → their names, and what kind of name each is.

use crate::breakdown::enclosed;
use crate::text::pattern::Pattern;

/// How the name of a body ends.
static BODY: Pattern = Pattern::new(
    r"(?:委员会|委|局|部|厅|办公室|办|总局|署|政府|管委会|中心|总社|联社|合作社|总工会|工会|妇联|残联|工商联|科协|文联|社联|侨联|团市委|团省委|团区委|团县委|红十字会|协会|学会|基金会|计生协|足协|协|会|院|法院|检察院|党校|学校|大学|学院|医院|银行|海关|公司|集团|支队|总队|大队|台|社|馆|所|站|司|处|科|室|街道|乡|镇|县|区|市|行|机构)(?:（[^（）]{1,12}）|\([^()]{1,12}\))?$",
);

/// A printed name that stands for many bodies.
static GROUP: Pattern = Pattern::new(
    r"^(?:(?:国|省|市|区|县|州)?各|相关|有关|其他|其它|所在|属地|全市各|全省各|全区各|涉及).*(?:政府|区|县|市|地|州|盟|旗|部门|单位|省份|省|乡镇|镇|街道|街道办事处|管委会|办局|委局|地区|地方|各级|机构成员|级|乡|村|社区|牵头单位)(?:（[^（）]*）|\([^()]*\))?$|(?:有关|相关|职能|成员)(?:部门|单位)|^(?:市县|县区|区县|市、县|县、区|市区县)(?:两级|级|乡)?(?:党委|人民)?、?政府$|^(?:部门|单位|地区|地方|县级市|开发区|功能区|乡镇|街道)$|^各级",
);

/// A one-word kind of place: part of the group before it (各市、州、县人民政府).
static PLACE: Pattern = Pattern::new(
    r"^(?:市|州|县|区|旗|盟|乡|镇|街道|县级市|开发区|高新区|功能区|自治州|管委会|(?:市|州|县|区|旗|盟|乡|镇|街道|自治县)(?:级)?(?:[（(](?:市|区|市、区|县|旗|市区)[）)])?(?:人民)?政府|乡镇|部门|单位|园区|.{0,2}开发区(?:管委会)?)(?:（[^（）]*）|\([^()]*\))?$",
);

/// Whether the name ends as bodies do.
pub fn is_body(name: &str) -> bool {
    name.chars().count() >= 2 && BODY.is_match(name)
}

/// Whether the name stands for many bodies.
pub fn is_group(name: &str) -> bool {
    GROUP.is_match(name)
}

/// Whether a bracket with no verb and no label is a list of bodies.
pub fn is_list(text: &str) -> bool {
    static OFFICE: Pattern = Pattern::new(
        r"^(?:国家|中央|全国|国务院|省|市|区|县|自治区|团|各|州|旗|盟).*(?:委|局|部|厅|办|办公室|政府|署|院|会|联|社|中心|集团)(?:（[^（）]{1,12}）|\([^()]{1,12}\))?$",
    );
    let names = split(text);
    !names.is_empty()
        && names.iter().all(|name| is_body(name) || is_group(name))
        && names.iter().any(|name| OFFICE.is_match(name))
}

/// The names of a printed list.
pub fn split(list: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in enclosed::split(list, &['、', '，', ',', '；', ';', '。', '\n']) {
        let piece = piece.trim();
        let closes = |last: &String| {
            is_open_group(last) && PLACE.is_match(piece)
                || piece == "政府" && last.ends_with("党委")
        };
        if names.last().is_some_and(closes) {
            if let Some(last) = names.last_mut() {
                last.push('、');
                last.push_str(piece);
            }
            continue;
        }
        for part in split_spaced(piece).into_iter().flat_map(split_joined) {
            let name = tidy(part);
            if !name.is_empty() && name != "无" && name != "/" && name != "等" {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Two names that only a space parts; a space inside a name is the printer's.
fn split_spaced(piece: &str) -> Vec<&str> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1
        && words.iter().all(|word| {
            is_body(word) && word.starts_with(['国', '省', '市', '区', '县', '州', '团'])
        })
    {
        words
    } else {
        vec![piece]
    }
}

/// 各市, 各县(市)区: more kinds of place may follow.
fn is_open_group(name: &str) -> bool {
    (name.starts_with('各') || name.starts_with("相关") || name.starts_with("有关"))
        && !name.ends_with("政府")
        && !name.ends_with("部门")
        && !name.ends_with("单位")
}

/// Parts A和B and A及B where A is a whole name: 人力资源和社会保障局 stays in one piece.
fn split_joined(piece: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, word) in piece
        .match_indices("以及")
        .chain(piece.match_indices(['和', '及', '与']))
    {
        if at < from {
            continue;
        }
        let left = piece.get(from..at).unwrap_or_default();
        let right = piece.get(at + word.len()..).unwrap_or_default();
        let is_whole = (is_body(tidy(left)) || is_group(tidy(left)))
            && !left.ends_with("社会")
            && !ends_in_half_name(left, right)
            || left.ends_with('等');
        if is_whole && right.chars().count() >= 2 {
            parts.push(left);
            from = at + word.len();
        }
    }
    parts.push(piece.get(from..).unwrap_or_default());
    parts
}

/// 城市和…, 农村社区和…: words that end like a body but go on (住房和城乡…).
fn ends_in_half_name(left: &str, right: &str) -> bool {
    static HALF: Pattern = Pattern::new(r"(?:社区|市|区|县|镇|乡|院校|科|会|社|室|所|站|行|部)$");
    static GOES_ON: Pattern = Pattern::new(
        r"^(?:社会|信息|城乡|文化|改革|体育|旅游|储备|计划|退役|规划)[\p{Han}]{0,8}(?:委|局|部|厅|办)$",
    );
    HALF.is_match(left) && GOES_ON.is_match(right)
}

/// The name without 等, 等部门 and what stands around it.
fn tidy(name: &str) -> &str {
    static AND_OTHERS: Pattern = Pattern::new(
        r"等(?:\d+|[一二三四五六七八九十]+)?(?:个)?(?:国务院)?(?:有关|相关|各相关)?(?:部门|单位|地区|成员单位)?(?:和单位)?$",
    );
    /// What a body does its part by is no part of its name.
    static ACCORDING: Pattern =
        Pattern::new(r"(?:结合|按照?|根据)(?:实际|职责|分工|各自|职能|本地|自身).{0,8}$");
    let name = name.trim_matches(|c: char| c.is_whitespace() || "：:。．.“”".contains(c));
    let name = name.strip_prefix('由').unwrap_or(name);
    let name = ACCORDING
        .find(name)
        .and_then(|it| name.get(..it.start()))
        .unwrap_or(name);
    match AND_OTHERS.find(name) {
        Some(tail) if tail.start() > 0 => name.get(..tail.start()).unwrap_or(name).trim(),
        _ => name,
    }
}
