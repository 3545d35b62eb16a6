//! Which part of the file is the document, and which hold its lists and styles: the relationships say so, not the names.

use super::KIND;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::archive::Archive;
use crate::breakdown::source::xml::{self, Step};

/// The names of the parts that are read.
pub struct Parts {
    /// The text.
    pub document: String,
    /// The lists.
    pub numbering: String,
    /// The styles.
    pub styles: String,
}

/// Finds the parts; where nothing points at them, they bear their usual names.
pub fn find(archive: &mut Archive) -> Result<Parts, Problem> {
    let document = target(archive, "_rels/.rels", "", "/officeDocument")?
        .unwrap_or_else(|| "word/document.xml".to_owned());
    let (folder, name) = document.rsplit_once('/').unwrap_or(("", &document));
    let folder = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let relations = format!("{folder}_rels/{name}.rels");
    let mut part = |kind: &str, usual: &str| -> Result<String, Problem> {
        let target = target(archive, &relations, &folder, kind)?;
        Ok(target.unwrap_or_else(|| format!("{folder}{usual}")))
    };
    Ok(Parts {
        numbering: part("/numbering", "numbering.xml")?,
        styles: part("/styles", "styles.xml")?,
        document,
    })
}

/// What the first relationship of this kind points at.
fn target(
    archive: &mut Archive,
    relations: &str,
    folder: &str,
    kind: &str,
) -> Result<Option<String>, Problem> {
    let Some(part) = archive.find(relations)? else {
        return Ok(None);
    };
    let mut found = None;
    xml::walk(&part, KIND, |step| {
        if let Step::Open("Relationship", attributes) = step {
            let is_kind = attributes.find("Type").is_some_and(|it| it.ends_with(kind));
            if found.is_none() && is_kind {
                found = attributes.find("Target");
            }
        }
        Ok(())
    })?;
    Ok(found.map(|target| resolve(folder, &target)))
}

/// A target as the name of a part: absolute, or from the folder of the part that points at it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_absolute_or_from_their_folder() {
        for (folder, target, name) in [
            ("", "word/document.xml", "word/document.xml"),
            ("", "/word/document2.xml", "word/document2.xml"),
            ("word/", "styles.xml", "word/styles.xml"),
            ("word/", "../word/./styles.xml", "word/styles.xml"),
            ("word/", "..\\styles.xml", "styles.xml"),
        ] {
            assert_eq!(resolve(folder, target), name);
        }
    }
}
