//! What a template can see: its own text, the shared layout, one JSON file, the fonts. No disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;
use crate::form::{Form, LAYOUT};

/// What all papers share: made once, it keeps typst's memory of parsed templates warm.
pub(crate) struct Press {
    library: LazyHash<Library>,
    pub(crate) fonts: Fonts,
    layout: Source,
    data: FileId,
    forms: Vec<(Form, Source)>,
}

impl Press {
    pub(crate) fn new(fonts: Fonts) -> Self {
        let source = |name: &str, text: &str| Source::new(file_id(name), text.to_owned());
        let forms = Form::ALL.iter().map(|&form| (form, source(&format!("{}.typ", form.code()), form.template()))).collect();
        Self { library: LazyHash::new(Library::default()), fonts, layout: source("layout.typ", LAYOUT), data: file_id("data.json"), forms }
    }

    /// The world of one paper.
    pub(crate) fn sheet(&self, form: Form, json: Vec<u8>) -> Option<Sheet<'_>> {
        let main = &self.forms.iter().find(|(candidate, _)| *candidate == form)?.1;
        Some(Sheet { press: self, main, json: Bytes::new(json) })
    }
}

/// The id of a virtual file at the root.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of our own templates are plain file names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One paper's world.
pub(crate) struct Sheet<'a> {
    press: &'a Press,
    main: &'a Source,
    json: Bytes,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.store.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [self.main, &self.press.layout].into_iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data { Ok(self.json.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.store.font(index)
    }

    /// None: a paper knows only the dates that it is given.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
