//! 存视图: what a list is called that somebody wants to see again, and who may.

use ratatui::crossterm::event::KeyEvent;

use super::form::{Asked, Field, Form};
use super::{Reply, choice};
use crate::domain::saved_view::{KEYS, Kept};

const NO_KEY: &str = "不设";
const OWN: &str = "只有自己";
const ALL: &str = "大家";

/// The fields, from the top down.
const NAME: usize = 0;
const WORDS: usize = 1;
const KEY: usize = 2;
const WHOSE: usize = 3;

/// The form.
#[derive(Debug)]
pub struct ViewForm {
    kept: Kept,
    /// Whether the person may share.
    can_share: bool,
    /// The fields.
    pub form: Form,
}

impl ViewForm {
    /// The form of a list as it is now; `is_said` where its words show the same as the list.
    pub fn new(kept: Kept, is_said: bool, can_share: bool) -> Self {
        let arranged = match kept.arrangement.label() {
            it if it.is_empty() => "次序照原样，不分组".to_owned(),
            it => it,
        };
        let mut about = vec![format!("存下这份清单，以后按 9 再打开：{arranged}")];
        if !is_said {
            about.push("这份清单的范围没有对应的筛选词，请填上要看哪些任务。".to_owned());
        }
        about.push("筛选词每次打开时重新计算；同名的旧视图被替换。".to_owned());
        let keys = keys();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let key = kept.key.map_or(NO_KEY.to_owned(), name);
        let mut fields = vec![
            Field::line("名称", &kept.name),
            Field::kept("筛选词（和 / 里一样，可不填）", &kept.words),
            choice::field("按键", &keys, &key),
        ];
        if can_share {
            let whose = if kept.is_shared { ALL } else { OWN };
            fields.push(choice::field("给谁用", &[OWN, ALL], whose));
        }
        Self {
            kept,
            can_share,
            form: Form::new("存为视图", about, fields),
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let keys = keys();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let asked = match self.form.focus {
            KEY => choice::key(&mut self.form, key, KEY, &keys),
            WHOSE if self.can_share => choice::key(&mut self.form, key, WHOSE, &[OWN, ALL]),
            _ => self.form.key(key),
        };
        match asked {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::KeepView(Box::new(self.kept())),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// The view with what was typed.
    fn kept(&self) -> Kept {
        let key = self.form.text(KEY);
        Kept {
            name: self.form.text(NAME).to_owned(),
            words: self.form.text(WORDS).to_owned(),
            key: KEYS.into_iter().find(|it| name(*it) == key),
            is_shared: self.can_share && self.form.text(WHOSE) == ALL,
            ..self.kept.clone()
        }
    }
}

fn name(key: u8) -> String {
    format!("F{key}")
}

fn keys() -> Vec<String> {
    let all = KEYS.into_iter().map(name);
    std::iter::once(NO_KEY.to_owned()).chain(all).collect()
}
