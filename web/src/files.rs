//! Files that leave the page and come to it, by way of the browser. Nothing of them leaves the machine.

use crate::paint::{Painter, Sheet};
use crate::scene::palette::{Palette, Role};
use crate::scene::shape::{Area, Paint, Shape};
use crate::scene::svg::to_svg;
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Array;
use web_sys::{
    Blob, BlobPropertyBag, Document, File, FileReader, HtmlAnchorElement, HtmlCanvasElement, Url,
};
use yew::Callback;

/// No file that is read here has as many bytes.
const MOST_BYTES: f64 = 16.0 * 1_048_576.0;

/// A picture that can be saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// As lines and letters, of any size.
    Svg,
    /// As dots.
    Png,
}

impl Picture {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Svg, Self::Png];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
        }
    }
}

/// Saves a text as a file of this name. A browser that cannot does nothing.
pub fn save(name: &str, media_type: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options);
    let Some(url) = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok()) else {
        return;
    };
    follow(name, &url);
    drop(Url::revoke_object_url(&url));
}

/// Saves a picture of this size, in px, as a file whose name begins so.
pub fn save_picture(picture: Picture, name: &str, shapes: &[Shape], size: (f64, f64), dark: bool) {
    match picture {
        Picture::Svg => {
            let text = to_svg(shapes, Palette::of(dark), size.0, size.1);
            save(&format!("{name}.svg"), "image/svg+xml", &text);
        }
        Picture::Png => {
            if let Some(url) = painted(shapes, size, dark) {
                follow(&format!("{name}.png"), &url);
            }
        }
    }
}

/// A picture as the address of its dots.
fn painted(shapes: &[Shape], (width, height): (f64, f64), dark: bool) -> Option<String> {
    let canvas = document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let paint = Paint { role: Role::Ground, alpha: 1.0 };
    let area = Area { x: 0.0, y: 0.0, w: width, h: height };
    let mut all = vec![Shape::Rect { area, radius: 0.0, style: paint.into() }];
    all.extend_from_slice(shapes);
    Painter::new(canvas.clone())?.paint(&all, Sheet::whole(width, height, dark));
    canvas.to_data_url().ok()
}

/// Follows a link that saves what it leads to.
fn follow(name: &str, url: &str) {
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(url);
        link.set_download(name);
        link.click();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// A file as it was read: its name, and its text or why there is none.
pub type FileText = (String, Result<String, String>);

/// A file that is being read. Dropped, it is read no more.
pub struct Reading {
    _reader: FileReader,
    _end: EventListener,
}

impl Reading {
    /// Begins to read a file, and tells what it holds.
    ///
    /// # Errors
    /// Why it is not read at all.
    pub fn of(file: &File, told: Callback<FileText>) -> Result<Self, String> {
        let name = file.name();
        if file.size() > MOST_BYTES {
            return Err(format!(
                "{name}: found {} bytes, expected at most {MOST_BYTES}",
                file.size()
            ));
        }
        let unread = format!("{name}: the browser cannot read it");
        let reader = FileReader::new().map_err(|_| unread.clone())?;
        reader.read_as_text(file).map_err(|_| unread.clone())?;
        let source = reader.clone();
        let end = EventListener::once(&reader, "loadend", move |_| {
            let text = source.result().ok().and_then(|text| text.as_string());
            told.emit((name, text.ok_or(unread)));
        });
        Ok(Self { _reader: reader, _end: end })
    }
}
