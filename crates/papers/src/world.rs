//! What the layout can see: itself, one JSON file, the fonts. No disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

const LAYOUT: &str = include_str!("../../../policy/forms/layout.typ");

/// What all papers share: made once, it keeps typst's memory of the parsed layout warm.
pub(crate) struct Press {
    library: LazyHash<Library>,
    pub(crate) fonts: Fonts,
    layout: Source,
    data: FileId,
}

impl Press {
    pub(crate) fn new(fonts: Fonts) -> Self {
        let layout = Source::new(file_id("layout.typ"), LAYOUT.to_owned());
        Self { library: LazyHash::new(Library::default()), fonts, layout, data: file_id("data.json") }
    }

    /// The world of one paper.
    pub(crate) fn desk(&self, json: Vec<u8>) -> PaperWorld<'_> {
        PaperWorld { press: self, json: Bytes::new(json) }
    }
}

/// The id of a virtual file at the root.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of our own files are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One paper's world.
pub(crate) struct PaperWorld<'a> {
    press: &'a Press,
    json: Bytes,
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.store.book()
    }

    fn main(&self) -> FileId {
        self.press.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.layout.id() { Ok(self.press.layout.clone()) } else { Err(FileError::AccessDenied) }
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
