//! chromedriver: the program through which WebDriver reaches Chromium.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

/// What to do where Chromium or its driver is missing.
pub const HOW_TO_INSTALL: &str = "install Chromium and its driver, so that `chromedriver` is on the PATH \
     (Debian: apt-get install chromium chromium-driver; \
     elsewhere: Chrome and the chromedriver of the same version)";

/// What chromedriver says before the port it has taken.
const STARTED: &str = "started successfully on port ";

/// A running chromedriver. It is killed when dropped.
pub struct Driver {
    process: Child,
    // Held open, or chromedriver's next line would kill it.
    _output: BufReader<ChildStdout>,
    port: u16,
}

impl Driver {
    /// Starts chromedriver on a port of its own choice.
    ///
    /// # Errors
    ///
    /// If it is not installed, or does not start.
    pub fn start() -> Result<Self> {
        let program = which::which("chromedriver")
            .with_context(|| format!("chromedriver is missing: {HOW_TO_INSTALL}"))?;
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver did not start")?;
        let stdout = process.stdout.take().context("chromedriver has no output")?;
        let mut output = BufReader::new(stdout);
        let port = read_port(&mut output);
        let mut driver = Self { process, _output: output, port: 0 };
        // Only now, so that a driver that says nothing useful is killed too.
        driver.port = port?;
        Ok(driver)
    }

    /// Where it listens for WebDriver commands.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads chromedriver's output up to the line that names its port.
fn read_port(output: &mut impl BufRead) -> Result<u16> {
    for line in output.lines() {
        let line = line?;
        if let Some((_, rest)) = line.split_once(STARTED) {
            let port = rest.trim_end_matches('.');
            return port.parse().with_context(|| format!("chromedriver names an odd port: {line}"));
        }
    }
    anyhow::bail!("chromedriver ended without saying on which port it listens")
}

#[cfg(test)]
mod tests {
    use super::read_port;

    #[test]
    fn the_port_is_read_from_what_chromedriver_says() {
        let said =
            "Starting ChromeDriver 150.0\nChromeDriver was started successfully on port 41234.\n";
        assert_eq!(read_port(&mut said.as_bytes()).ok(), Some(41234));
    }

    #[test]
    fn a_driver_that_ends_without_a_port_is_an_error() {
        assert!(read_port(&mut "cannot bind\n".as_bytes()).is_err());
    }
}
