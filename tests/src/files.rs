//! Files that leave the page and come to it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::Key;

use crate::hands::hands;
use crate::page::Page;
use crate::tree;
use crate::wait::until;

/// A folder that the browser saves into and opens files from. It is removed when dropped.
pub struct Folder {
    place: TempDir,
}

impl Folder {
    /// A new folder, into which the page saves from now on.
    ///
    /// # Errors
    ///
    /// If there is no room for one, or the browser is gone.
    pub async fn of(page: &Page<'_>) -> Result<Self> {
        let place = TempDir::new().context("there is no place for files")?;
        let asked = json!({ "behavior": "allow", "downloadPath": place.path() });
        page.browser.devtools("Browser.setDownloadBehavior", asked).await?;
        Ok(Self { place })
    }

    /// Waits until the page has saved a file of this name that is not empty, and takes it out of the folder: what is
    /// saved under its name afterwards is another one.
    ///
    /// # Errors
    ///
    /// If it saves none.
    pub async fn saved(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.place.path().join(name);
        let bytes = until(format!("a file {name} that is not empty"), async || {
            let bytes = std::fs::read(&path)?;
            Ok((!bytes.is_empty()).then_some(bytes))
        })
        .await?;
        std::fs::remove_file(&path).with_context(|| format!("{name} cannot be taken out"))?;
        Ok(bytes)
    }

    /// The same, of a text.
    ///
    /// # Errors
    ///
    /// If it saves none, or it is no text.
    pub async fn saved_text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.saved(name).await?).with_context(|| format!("{name} is no text"))
    }

    /// Puts a file into the folder, to be opened.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn put(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.place.path().join(name);
        std::fs::write(&path, text).with_context(|| format!("could not write {name}"))?;
        Ok(path)
    }
}

impl Page<'_> {
    /// The width and height, in px, of a picture as the browser reads it.
    ///
    /// # Errors
    ///
    /// If the browser cannot read it.
    pub async fn picture_size(&self, media_type: &str, bytes: &[u8]) -> Result<[f64; 2]> {
        let script = format!(
            "(async () => {{
                const blob = new Blob([new Uint8Array({bytes:?})], {{ type: {media_type:?} }});
                const picture = new Image();
                picture.src = URL.createObjectURL(blob);
                await picture.decode();
                return [picture.naturalWidth, picture.naturalHeight];
            }})()"
        );
        let size = self.browser.evaluate(&script).await?;
        let [width, height] = [0, 1].map(|i| size[i].as_f64());
        Ok([width.context("it has no width")?, height.context("it has no height")?])
    }

    /// Chooses a file for a field that takes one.
    ///
    /// # Errors
    ///
    /// If there is no such field.
    pub async fn choose_file(&self, field: &str, path: &Path) -> Result<()> {
        let field = self.whole().named("button", field).await?;
        tree::give_file(self.browser, &field, path).await
    }

    /// Drags a file from another window over a region, and drops it there.
    ///
    /// # Errors
    ///
    /// If the region is not shown.
    pub async fn drop_file(&self, region: &str, path: &Path) -> Result<()> {
        let (x, y) = self.whole().middle("region", region).await?;
        for step in ["dragEnter", "dragOver", "drop"] {
            let data = json!({ "items": [], "files": [path], "dragOperationsMask": 1 });
            let asked = json!({ "type": step, "x": x, "y": y, "data": data });
            self.browser.devtools("Input.dispatchDragEvent", asked).await?;
        }
        Ok(())
    }

    /// Puts what is on the clipboard into a field for a search, and gives what stands there then.
    ///
    /// # Errors
    ///
    /// If there is no such field, or nothing on the clipboard.
    pub async fn paste(&self, field: &str) -> Result<String> {
        self.whole().focus("searchbox", field).await?;
        let hands = hands(self.browser).key_down(Key::Control).send_keys("v").key_up(Key::Control);
        hands.perform().await?;
        until("something to be pasted", async || {
            let field = self.whole().named("searchbox", field).await?;
            Ok((!field.value.is_empty()).then_some(field.value))
        })
        .await
    }
}
