//! What can be chosen, as plain values with the words that a file and a reader have for them.

use crate::domain::arrangement::Column;

/// A closed choice with its words in config.toml.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every choice.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in config.toml.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

words! {
    /// The pane that is shown first (默认栏).
    Pane {
        /// 1 总览.
        Overview = "overview",
        /// 2 计划.
        #[default]
        Plan = "plan",
        /// 3 逾期.
        Overdue = "overdue",
        /// 4 部门.
        Departments = "departments",
        /// 5 指标.
        Indicators = "indicators",
        /// 6 周报.
        Weekly = "weekly",
        /// 7 待办.
        Inbox = "inbox",
        /// 8 日志.
        Log = "log",
    }
}

words! {
    /// The day on which a week begins (每周首日) where a person says 本周.
    WeekStart {
        /// 周一, as ISO 8601 has it.
        #[default]
        Monday = "monday",
        /// 周日.
        Sunday = "sunday",
    }
}

words! {
    /// How wide the terminal draws characters of ambiguous width (“ ” … — · ① ≥).
    Ambiguous {
        /// As the terminal answers when it is asked.
        #[default]
        Auto = "auto",
        /// One column.
        Narrow = "narrow",
        /// Two columns.
        Wide = "wide",
    }
}

words! {
    /// What frames and pictures are drawn with.
    Borders {
        /// Lines, or ASCII where the terminal or the locale may have none.
        #[default]
        Auto = "auto",
        /// ASCII.
        Ascii = "ascii",
        /// Lines.
        Line = "line",
    }
}

words! {
    /// What the colours are to be read on.
    Background {
        /// As `COLORFGBG` says, dark where nothing does; no colours where `NO_COLOR` asks for none.
        #[default]
        Auto = "auto",
        /// A dark ground.
        Dark = "dark",
        /// A light ground.
        Light = "light",
        /// No colours.
        Mono = "mono",
    }
}

words! {
    /// How many colours the terminal has.
    Depth {
        /// As the environment says.
        #[default]
        Auto = "auto",
        /// The sixteen that every terminal has, in its own shades.
        Sixteen = "16",
        /// 256.
        Palette = "256",
        /// All of 24 bits.
        True = "true",
    }
}

words! {
    /// A named colour: one of the sixteen.
    Hue {
        /// 黑.
        #[default]
        Black = "black",
        /// 红.
        Red = "red",
        /// 绿.
        Green = "green",
        /// 黄.
        Yellow = "yellow",
        /// 蓝.
        Blue = "blue",
        /// 品红.
        Magenta = "magenta",
        /// 青.
        Cyan = "cyan",
        /// 浅灰.
        Gray = "gray",
        /// 深灰.
        DarkGray = "dark-gray",
        /// 亮红.
        LightRed = "light-red",
        /// 亮绿.
        LightGreen = "light-green",
        /// 亮黄.
        LightYellow = "light-yellow",
        /// 亮蓝.
        LightBlue = "light-blue",
        /// 亮品红.
        LightMagenta = "light-magenta",
        /// 亮青.
        LightCyan = "light-cyan",
        /// 白.
        White = "white",
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The word 红.
    Overdue,
    /// The word 黄.
    Soon,
    /// The word 绿.
    OnTrack,
    /// The word 蓝.
    Done,
    /// The word 灰.
    Idle,
    /// The bar at the top.
    Bar,
    /// The row under the cursor.
    Chosen,
    /// What a filter has found.
    Found,
    /// Titles.
    Strong,
    /// What stands back.
    Dim,
    /// Keys on the key line.
    Key,
    /// Words of a paragraph that are still open.
    Open,
    /// What was done, on the status line.
    Told,
    /// What was refused.
    Refused,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 14] = [
        Self::Overdue,
        Self::Soon,
        Self::OnTrack,
        Self::Done,
        Self::Idle,
        Self::Bar,
        Self::Chosen,
        Self::Found,
        Self::Strong,
        Self::Dim,
        Self::Key,
        Self::Open,
        Self::Told,
        Self::Refused,
    ];
}

/// A colour as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// By its name.
    Named(Hue),
    /// `#rrggbb`.
    Rgb(u8, u8, u8),
}

impl Colour {
    /// Reads `red` or `#c00000`.
    pub fn find(word: &str) -> Option<Self> {
        let named = Hue::ALL.iter().find(|it| it.word() == word);
        if let Some(hue) = named {
            return Some(Self::Named(*hue));
        }
        let digits = word.strip_prefix('#').filter(|it| it.len() == 6)?;
        let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        // A sign would pass for a digit.
        let is_plain = digits.bytes().all(|it| it.is_ascii_hexdigit());
        is_plain.then_some(())?;
        Some(Self::Rgb(pair(0)?, pair(2)?, pair(4)?))
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(hue) => formatter.write_str(hue.word()),
            Self::Rgb(red, green, blue) => write!(formatter, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

/// The names of the sixteen colours, as a sentence lists them.
pub fn hues() -> String {
    let names: Vec<&str> = Hue::ALL.iter().map(|it| it.word()).collect();
    names.join(" ")
}

/// Everything that can be chosen, but the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The pane that is shown first.
    pub pane: Pane,
    /// The day on which a week begins.
    pub week_start: WeekStart,
    /// The days before the last day from which a task shows 黄.
    pub soon_days: u64,
    /// What a list of tasks says of each, from left to right.
    pub columns: Vec<Column>,
    /// The width of ambiguous characters.
    pub ambiguous: Ambiguous,
    /// What frames are drawn with.
    pub borders: Borders,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether a task may be given to the terminal's clipboard.
    pub clipboard: bool,
    /// What the colours are read on.
    pub background: Background,
    /// How many colours there are.
    pub depth: Depth,
    /// Single colours, in the order of [`Role::ALL`]; `None` for the theme's.
    pub colours: [Option<Colour>; Role::ALL.len()],
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            pane: Pane::default(),
            week_start: WeekStart::default(),
            soon_days: crate::domain::light::Light::SOON_DAYS,
            columns: Column::USUAL.to_vec(),
            ambiguous: Ambiguous::default(),
            borders: Borders::default(),
            mouse: false,
            clipboard: true,
            background: Background::default(),
            depth: Depth::default(),
            colours: [None; Role::ALL.len()],
        }
    }
}

impl Choices {
    /// The colour that is chosen for a role.
    pub fn colour(&self, role: Role) -> Option<Colour> {
        self.colours.get(role as usize).copied().flatten()
    }
}
