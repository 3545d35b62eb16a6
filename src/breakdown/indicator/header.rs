//! The header of an indicator table: what each column holds, whatever the order of its words.

use crate::text::pattern::Pattern;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 领域.
    Domain,
    /// 序号.
    Number,
    /// 指标.
    Name,
    /// 单位.
    Unit,
    /// 约束性 or 预期性.
    Kind,
    /// The value of a year.
    Value,
    /// 责任单位.
    Owner,
    /// 方向.
    Direction,
    /// Anything else: 备注, 年均增长.
    Other,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub role: Role,
    /// Its header without white space.
    pub head: String,
    /// For a value: the year, or the header where it names none.
    pub key: String,
}

/// A header cell is no longer than this.
const LONGEST_HEAD: usize = 24;

/// A table has no more columns than this.
const MOST_COLUMNS: usize = 16;

/// A header cell as read on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Is(Role),
    /// 类型: the domain before the name, the kind behind it.
    Type,
    /// 名称: a name only where other columns say that it is an indicator's.
    Title,
    Nothing,
}

/// Whether a cell could stand in a header.
pub fn is_word(cell: &str) -> bool {
    word(&squash(cell)) != Word::Nothing
}

/// The columns, if the cells are the header of an indicator table.
pub fn columns(cells: &[String]) -> Option<Vec<Column>> {
    if !(2..=MOST_COLUMNS).contains(&cells.len()) {
        return None;
    }
    let heads: Vec<String> = cells.iter().map(|cell| squash(cell)).collect();
    let words: Vec<Word> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| match word(head) {
            Word::Nothing if head.is_empty() && at == 0 => Word::Is(Role::Domain),
            found => found,
        })
        .collect();
    let count = |wanted: Word| words.iter().filter(|word| **word == wanted).count();
    let is_weak = count(Word::Is(Role::Name)) == 0;
    let name = words
        .iter()
        .rposition(|word| *word == Word::Is(Role::Name))
        .or_else(|| words.iter().position(|word| *word == Word::Title))?;
    let has_kind = count(Word::Is(Role::Kind)) + count(Word::Type) > 0;
    let is_known = !is_weak || (has_kind && count(Word::Is(Role::Unit)) > 0);
    let values = count(Word::Is(Role::Value));
    let strange = count(Word::Nothing);
    if values == 0 || !is_known || strange * 3 > words.len() {
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    for (at, (word, head)) in words.iter().zip(heads).enumerate() {
        let role = match word {
            _ if at == name => Role::Name,
            Word::Is(Role::Name) | Word::Title | Word::Type if at < name => Role::Domain,
            Word::Type => Role::Kind,
            Word::Is(Role::Name) | Word::Title | Word::Nothing => Role::Other,
            Word::Is(role) => *role,
        };
        let is_second = role != Role::Value && columns.iter().any(|column| column.role == role);
        let key = key(&head);
        columns.push(Column {
            role: if is_second { Role::Other } else { role },
            key: if columns.iter().any(|column| column.key == key) {
                head.clone()
            } else {
                key
            },
            head,
        });
    }
    Some(columns)
}

/// The header of a table whose cells stand one below the other: a year that stands under its 现状 or 目标 joins it.
pub fn joined(cells: Vec<String>) -> Vec<String> {
    let is_value = |cell: &String| word(&squash(cell)) == Word::Is(Role::Value);
    let has_year = |cell: &String| years(cell).next().is_some();
    let values: Vec<bool> = cells
        .iter()
        .filter(|cell| is_value(cell))
        .map(has_year)
        .collect();
    let alternate = values.len().is_multiple_of(2)
        && values
            .chunks(2)
            .all(|pair| pair.first() != pair.last() && pair.first() == values.first());
    if values.len() < 2 || !alternate {
        return cells;
    }
    let mut out: Vec<String> = Vec::new();
    let mut is_open = false;
    for cell in cells {
        let joins = is_value(&cell);
        match out.last_mut() {
            Some(last) if joins && is_open => {
                last.push_str(&cell);
                is_open = false;
            }
            _ => {
                is_open = joins;
                out.push(cell);
            }
        }
    }
    out
}

fn squash(cell: &str) -> String {
    cell.split_whitespace().collect()
}

fn years(head: &str) -> impl Iterator<Item = &str> {
    static YEAR: Pattern = Pattern::new(r"(?:19|20)\d\d");
    YEAR.find_iter(head).map(|year| year.as_str())
}

/// The year of a value column: printed, or the last of a five-year plan; else the header itself.
fn key(head: &str) -> String {
    static FIVE: Pattern = Pattern::new("十([二三四五六])五");
    let mut found = years(head);
    if let (Some(year), None) = (found.next(), found.next()) {
        return year.to_owned();
    }
    let plan = FIVE
        .captures(head)
        .and_then(|groups| groups.get(1))
        .and_then(|digit| "二三四五六".find(digit.as_str()));
    match plan {
        Some(at) => (2015 + at / '二'.len_utf8() * 5).to_string(),
        None => head.to_owned(),
    }
}

fn word(head: &str) -> Word {
    static NUMBER: Pattern = Pattern::new(r"^(?:序号|编号|[Nn][Oo]\.?)$");
    static DOMAIN: Pattern = Pattern::new(
        r"^(?:领域|(?:指标|主要|重点|目标|所属)(?:领域|类别|分类)|(?:项目)?类别|分类|维度|方面|一级指标)$",
    );
    static NAME: Pattern = Pattern::new(
        r"^(?:(?:主要|具体|核心|监测|评价|考核|规划|发展|目标|二级|三级)*指标(?:名称|内容|项目)?)$",
    );
    static TITLE: Pattern = Pattern::new(r"^(?:名称|项目|内容|项目名称)$");
    static UNIT: Pattern = Pattern::new(r"^(?:(?:计量|指标|计算)?单位)$");
    static KIND: Pattern = Pattern::new(r"^(?:(?:指标)?(?:属性|性质)|约束性?[/、或]预期性?)$");
    static TYPE: Pattern = Pattern::new(r"^(?:指标)?类型$");
    static OWNER: Pattern = Pattern::new(
        r"^(?:(?:责任|牵头|负责|主管|配合|实施|落实)(?:责任)?(?:单位|部门)(?:[（(].*[）)])?)$",
    );
    static DIRECTION: Pattern = Pattern::new(r"^(?:指标)?(?:方向|导向|趋势|趋向)$");
    static OTHER: Pattern = Pattern::new(
        r"^备注$|^说明$|累计|年均|增[长幅减]|增速|变化|来源|^权重$|^分值$|口径|^频次$|属性说明",
    );
    if head.is_empty() || head.chars().count() > LONGEST_HEAD {
        return Word::Nothing;
    }
    let known = [
        (&NUMBER, Word::Is(Role::Number)),
        (&DOMAIN, Word::Is(Role::Domain)),
        (&NAME, Word::Is(Role::Name)),
        (&TITLE, Word::Title),
        (&UNIT, Word::Is(Role::Unit)),
        (&KIND, Word::Is(Role::Kind)),
        (&TYPE, Word::Type),
        (&OWNER, Word::Is(Role::Owner)),
        (&DIRECTION, Word::Is(Role::Direction)),
        (&OTHER, Word::Is(Role::Other)),
    ];
    if let Some((_, found)) = known.iter().find(|(pattern, _)| pattern.is_match(head)) {
        return *found;
    }
    if is_value_head(head) {
        Word::Is(Role::Value)
    } else {
        Word::Nothing
    }
}

/// 2015年, 现状（2015年）, 2020年目标值, 基期, “十四五”末.
fn is_value_head(head: &str) -> bool {
    static PARTS: Pattern = Pattern::new(
        r"^(?:(?:19|20)\d\d|现状|现有|基期|基准|基线|基础|目标|规划|预期|预计|实际|完成|达到|指标|情况|水平|年份|年度|时期|期末|期间|中期|终期|近期|远期|十[二三四五六]五|[年底末前上数值（）()“”\x22—\-–～至%％])+$",
    );
    static SAYS: Pattern =
        Pattern::new(r"(?:19|20)\d\d|现状|现有|基期|基准|基线|目标|近期|远期|十[二三四五六]五");
    PARTS.is_match(head) && SAYS.is_match(head)
}
