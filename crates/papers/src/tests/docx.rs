//! The editable copy says what the paper says.

use std::io::{Cursor, Read};

use super::{letters, paper, running_text};
use crate::Form;

/// The text of `word/document.xml`, in its order.
fn text_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap_or_else(|e| panic!("{e}"));
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap_or_else(|e| panic!("{e}")).read_to_string(&mut xml).unwrap_or_else(|e| panic!("{e}"));
    let texts = xml.split("<w:t").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</w:t>").map(|(text, _)| text));
    let text: String = texts.filter(|text| !text.starts_with('<')).collect();
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'").replace("&amp;", "&")
}

#[test]
fn every_form_as_docx() {
    for form in Form::all() {
        let mut paper = paper(form);
        paper.organ = "A<b>&\"市\"场监督管理局*".to_owned();
        let docx = paper.to_docx().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(letters(&text_of(&docx)), letters(&running_text(&paper)), "{}", form.code());
    }
}
