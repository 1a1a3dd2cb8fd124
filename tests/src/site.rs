//! The built page, served on this machine.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

/// The environment variable that names a folder with another built page, such as
/// `trunk build --dist /tmp/page` makes it: then the page in `dist/` can be rebuilt meanwhile.
pub const DIST_VARIABLE: &str = "TRADING_POST_DIST";

/// Where the built page is: where [`DIST_VARIABLE`] says, or else where Trunk puts it.
#[must_use]
pub fn dist() -> PathBuf {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    std::env::var_os(DIST_VARIABLE).map_or_else(usual, PathBuf::from)
}

/// A running server of static files. It stops when dropped.
pub struct Site {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Site {
    /// Serves `folder` on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If the folder holds no page, or no port can be had.
    pub async fn serve(folder: &Path) -> Result<Self> {
        ensure!(
            folder.join("index.html").is_file(),
            "there is no built page in {}: run `cargo xtask build` first (`cargo xtask test` does it for you)",
            folder.display()
        );
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("could not get a port to serve the page on")?;
        let address = listener.local_addr()?;
        let files = Router::new().fallback_service(ServeDir::new(folder));
        let server = tokio::spawn(async move {
            // Ends only with the test that uses it; a failure shows there as a page that does not load.
            let _ = axum::serve(listener, files).await;
        });
        Ok(Self { address, server })
    }

    /// The page's address with a query such as `?seed=77`, or none.
    #[must_use]
    pub fn url(&self, query: &str) -> String {
        format!("http://{}/{query}", self.address)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}
