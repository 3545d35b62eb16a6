//! 导入: which document.

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use std::path::PathBuf;

use super::Reply;
use super::form::{Asked, Field, Form};

/// The form that asks for a path.
#[derive(Debug)]
pub struct PathForm {
    /// The field.
    pub form: Form,
}

impl PathForm {
    /// An empty form.
    pub fn new() -> Self {
        let about = vec![
            "导入一份计划文件".to_owned(),
            "填写文件路径，可以是中文，~ 指自己的主目录；也可以把文件拖进窗口。".to_owned(),
        ];
        let fields = vec![
            Field::line("路径", ""),
            Field::line("是哪份计划的新版（短名，可不填）", ""),
        ];
        Self {
            form: Form::new("导入", about, fields),
        }
    }

    /// Takes a key; Enter takes the document in, whichever field it is pressed in.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let asked = match key.code {
            KeyCode::Enter => Asked::Send,
            _ => self.form.key(key),
        };
        match asked {
            Asked::Close => Reply::Close,
            Asked::Send if self.form.fields[0].editor.is_empty() => {
                self.form.refuse("请填写文件路径。");
                Reply::Stay
            }
            Asked::Send => {
                let slug = self.form.text(1).trim().to_owned();
                Reply::Import(read_path(self.form.text(0), home()), slug)
            }
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

/// A path as people type or drop it: with quotation marks round it, escaped spaces, or ~ before it.
fn read_path(typed: &str, home: Option<PathBuf>) -> PathBuf {
    let typed = typed.trim();
    let bare = [('\'', '\''), ('"', '"'), ('“', '”'), ('「', '」')]
        .into_iter()
        .find_map(|(open, close)| typed.strip_prefix(open)?.strip_suffix(close));
    let path = bare.map_or_else(|| typed.replace("\\ ", " "), ToOwned::to_owned);
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_people_type_and_drop_them() {
        for (typed, path) in [
            (" /数据/健康 计划.docx ", "/数据/健康 计划.docx"),
            ("'/数据/计划.docx'", "/数据/计划.docx"),
            ("“计划.docx”", "计划.docx"),
            ("/数据/健康\\ 计划.docx", "/数据/健康 计划.docx"),
            ("~/计划.docx", "/home/li/计划.docx"),
        ] {
            let home = Some(PathBuf::from("/home/li"));
            assert_eq!(read_path(typed, home), PathBuf::from(path));
        }
    }
}
