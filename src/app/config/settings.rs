//! The table of settings: reading, printing and the manual all go by it. A new setting is a row here and a field of
//! [`Choices`].

use super::choices::{
    Ambiguous, Background, Borders, Choices, Colour, Depth, Pane, Role, WeekStart,
};
use crate::domain::arrangement::Column;

/// A value as config.toml has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A word in quotes.
    Word(String),
    /// A whole number.
    Number(i64),
    /// true or false.
    Switch(bool),
    /// Words in brackets.
    Words(Vec<String>),
}

impl std::fmt::Display for Value {
    /// As TOML.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let quoted = |it: &String| toml::Value::String(it.clone()).to_string();
        match self {
            Self::Word(word) => formatter.write_str(&quoted(word)),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Switch(switch) => write!(formatter, "{switch}"),
            Self::Words(words) => {
                let words: Vec<String> = words.iter().map(quoted).collect();
                write!(formatter, "[{}]", words.join(", "))
            }
        }
    }
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name with its table's: `colours.depth`.
    pub name: &'static str,
    /// What it is for and what may stand there, for a reader.
    pub about: &'static str,
    /// Chooses, or says why the value can't be.
    pub(super) set: fn(&mut Choices, &Value) -> Result<(), String>,
    /// What is chosen.
    pub(super) get: fn(&Choices) -> Value,
}

impl Setting {
    /// The setting of this name.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|it| it.name == name)
    }

    /// Its value as config.toml would say it.
    pub fn value(&self, choices: &Choices) -> String {
        (self.get)(choices).to_string()
    }

    /// Its table, empty for the head of the file, and its key there.
    pub fn parts(&self) -> (&'static str, &'static str) {
        self.name.split_once('.').unwrap_or(("", self.name))
    }
}

/// A row for a closed choice.
macro_rules! choice {
    ($name:literal, $kind:ident, $field:ident, $about:literal) => {
        Setting {
            name: $name,
            about: $about,
            set: |choices, value| {
                let words: Vec<&str> = $kind::ALL.iter().map(|it| it.word()).collect();
                let place = words.iter().position(|it| is_word(value, it));
                let found = place.and_then(|at| $kind::ALL.get(at));
                choices.$field = *found.ok_or_else(|| one_of(&words))?;
                Ok(())
            },
            get: |choices| Value::Word(choices.$field.word().to_owned()),
        }
    };
}

/// A row for a switch.
macro_rules! switch {
    ($name:literal, $field:ident, $about:literal) => {
        Setting {
            name: $name,
            about: $about,
            set: |choices, value| match value {
                Value::Switch(switch) => {
                    choices.$field = *switch;
                    Ok(())
                }
                _ => Err("只能写 true 或 false，不加引号".to_owned()),
            },
            get: |choices| Value::Switch(choices.$field),
        }
    };
}

/// A row for the colour of a role.
macro_rules! colour {
    ($name:literal, $role:ident, $about:literal) => {
        Setting {
            name: $name,
            about: $about,
            set: |choices, value| {
                choices.colours[Role::$role as usize] = colour_of(value)?;
                Ok(())
            },
            get: |choices| {
                let colour = choices.colour(Role::$role);
                Value::Word(colour.map_or_else(|| "auto".to_owned(), |it| it.to_string()))
            },
        }
    };
}

/// Every setting but the keys, in the order in which they are told.
#[rustfmt::skip] // A table is read by its rows.
pub const SETTINGS: &[Setting] = &[
    choice!("pane", Pane, pane, "打开时先看哪一栏：overview 总览、plan 计划、overdue 逾期、departments 部门、indicators 指标、weekly 周报、inbox 待办、log 日志"),
    choice!("week_start", WeekStart, week_start, "一周从哪天算起：monday 周一、sunday 周日。管筛选里的 本周、上周、下周 和总览的 本周与上周；周报一律从周一算起，周次按 ISO 8601"),
    Setting {
        name: "columns",
        about: "任务列表有哪些列，从左到右：light 灯、days 天数、number 编号、title 任务、target 目标、lead 牵头、last-day 时限、progress 进展；title 必须有，放不下的列省去",
        set: |choices, value| {
            choices.columns = columns(value)?;
            Ok(())
        },
        get: |choices| {
            let codes = choices.columns.iter().map(|it| it.code().to_owned());
            Value::Words(codes.collect())
        },
    },
    choice!("ambiguous", Ambiguous, ambiguous, "终端把 “ ” … — · ① ≥ 这类字符画成几列宽：auto 打开时向终端探测、narrow 一列、wide 两列"),
    choice!("borders", Borders, borders, "边框和图形：auto 按终端和语言环境、line 线条、ascii 只用 + - | 等"),
    switch!("mouse", mouse, "用鼠标：点行、点栏、滚轮；开了以后要按住 Shift 才能选字"),
    switch!("clipboard", clipboard, "允许把任务送到终端的剪贴板（OSC 52）"),
    Setting {
        name: "thresholds.soon_days",
        about: "离最后期限几天以内亮黄灯，1 到 365。只管本人界面上的灯和筛选；周报、通知和各种导出一律 30 天",
        set: |choices, value| {
            choices.soon_days = number(value, 1..=365)?;
            Ok(())
        },
        get: |choices| Value::Number(choices.soon_days.try_into().unwrap_or(i64::MAX)),
    },
    choice!("colours.theme", Background, background, "配色：auto 自动（看 NO_COLOR 和 COLORFGBG，都没有则 dark）、dark 深色底、light 浅色底、mono 不用颜色"),
    choice!("colours.depth", Depth, depth, "颜色数：auto 自动（看 COLORTERM 和 TERM）、\"16\"、\"256\"、\"true\" 真彩色"),
    colour!("colours.overdue", Overdue, "红灯的颜色：auto 随配色，或 red 这样的名称，或 #rrggbb；以下同"),
    colour!("colours.soon", Soon, "黄灯"),
    colour!("colours.on-track", OnTrack, "绿灯"),
    colour!("colours.done", Done, "蓝灯"),
    colour!("colours.idle", Idle, "灰灯"),
    colour!("colours.bar", Bar, "顶栏的底色"),
    colour!("colours.chosen", Chosen, "光标所在行的底色"),
    colour!("colours.found", Found, "筛选找到的字"),
    colour!("colours.strong", Strong, "标题"),
    colour!("colours.dim", Dim, "次要的字"),
    colour!("colours.key", Key, "按键提示"),
    colour!("colours.open", Open, "拆解时还没有着落的原文"),
    colour!("colours.told", Told, "办成的提示"),
    colour!("colours.refused", Refused, "没办成的提示"),
];

/// Whether a value is this word; a number or a switch stands for the word that it looks like.
fn columns(value: &Value) -> Result<Vec<Column>, String> {
    let Value::Words(words) = value else {
        return Err("写成方括号里的几个词，如 [\"light\", \"title\"]".to_owned());
    };
    let mut columns = Vec::new();
    for word in words {
        let found = Column::ALL.into_iter().find(|it| it.code() == word);
        let Some(column) = found else {
            let codes = Column::ALL.map(Column::code).join(" ");
            return Err(format!("没有「{word}」这一列，可写 {codes}"));
        };
        if columns.contains(&column) {
            return Err(format!("「{word}」写了两次"));
        }
        columns.push(column);
    }
    if !columns.contains(&Column::Title) {
        return Err("必须有 title（任务）这一列".to_owned());
    }
    Ok(columns)
}

fn is_word(value: &Value, word: &str) -> bool {
    match value {
        Value::Word(it) => it == word,
        Value::Number(it) => it.to_string() == word,
        Value::Switch(it) => it.to_string() == word,
        Value::Words(_) => false,
    }
}

fn one_of(words: &[&str]) -> String {
    format!("只能写 {} 中的一个，加引号", words.join("、"))
}

fn number(value: &Value, range: std::ops::RangeInclusive<u64>) -> Result<u64, String> {
    let found = match value {
        Value::Number(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    found.filter(|it| range.contains(it)).ok_or_else(|| {
        let (from, to) = range.into_inner();
        format!("只能写 {from} 到 {to} 的整数")
    })
}

fn colour_of(value: &Value) -> Result<Option<Colour>, String> {
    let Value::Word(word) = value else {
        return Err("颜色要加引号，如 \"red\"、\"#c00000\"".to_owned());
    };
    if word == "auto" {
        return Ok(None);
    }
    Colour::find(word).map(Some).ok_or_else(|| {
        let hues = super::hues();
        format!("没有这种颜色，可写 auto、#rrggbb 或 {hues}")
    })
}
