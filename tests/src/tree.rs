//! Things on the page by role and accessible name, from the browser's accessibility tree.
//!
//! It is what a screen reader reads. What is hidden from a person is not in it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::Browser;

/// Chromium's number of a node of the document.
pub(crate) type Node = i64;

/// A thing on the page, as it was when it was found.
#[derive(Clone, Debug)]
pub struct Thing {
    pub(crate) node: Node,
    /// What it is: "button", "slider", "tab", ...
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// What is set in it: a slider's position, a textbox's text.
    pub value: String,
    /// What is said beside its name, such as why it cannot be used.
    pub description: String,
    /// The key that does the same.
    pub key: String,
    /// Whether it cannot be used now.
    pub disabled: bool,
    /// Whether it is switched on, of a button that can be.
    pub pressed: bool,
}

/// Everything of a role within `root`, or in the whole page.
pub(crate) async fn all(browser: &Browser, root: Option<Node>, role: &str) -> Result<Vec<Thing>> {
    if let Some(root) = root {
        return within(browser, root, role).await;
    }
    if let Some(document) = browser.landmarks.document()
        && let Ok(things) = within(browser, document, role).await
    {
        return Ok(things);
    }
    let answer = browser.devtools("DOM.getDocument", json!({ "depth": 0 })).await?;
    let document = answer["root"]["backendNodeId"].as_i64().context("there is no document")?;
    browser.landmarks.note_document(document);
    within(browser, document, role).await
}

async fn within(browser: &Browser, root: Node, role: &str) -> Result<Vec<Thing>> {
    let asked = json!({ "backendNodeId": root, "role": role });
    let answer = browser.devtools("Accessibility.queryAXTree", asked).await?;
    let nodes = answer["nodes"].as_array().context("Chromium lists no things")?;
    Ok(nodes.iter().filter_map(thing).collect())
}

/// What the keyboard's focus is on, if that has a role.
pub(crate) async fn focused(browser: &Browser) -> Result<Option<Thing>> {
    let asked = json!({ "expression": "document.activeElement" });
    let answer = browser.devtools("Runtime.evaluate", asked).await?;
    let asked = json!({ "objectId": answer["result"]["objectId"], "fetchRelatives": false });
    let answer = browser.devtools("Accessibility.getPartialAXTree", asked).await?;
    Ok(thing(&answer["nodes"][0]))
}

/// The text within `root`, or in the whole page, with each run of white space as one blank.
pub(crate) async fn text(browser: &Browser, root: Option<Node>) -> Result<String> {
    Ok(join(&all(browser, root, "StaticText").await?))
}

/// The words of some pieces of text, with one blank between each two.
pub(crate) fn join(pieces: &[Thing]) -> String {
    let words: Vec<_> = pieces.iter().flat_map(|piece| piece.name.split_whitespace()).collect();
    words.join(" ")
}

/// Gives the keyboard's focus to a thing.
pub(crate) async fn focus(browser: &Browser, thing: &Thing) -> Result<()> {
    let node = json!({ "backendNodeId": thing.node });
    browser.devtools("DOM.focus", node).await.map(drop)
}

/// The value of a JavaScript expression in which `this` is the thing.
pub(crate) async fn evaluate(browser: &Browser, thing: &Thing, expression: &str) -> Result<Value> {
    let node = json!({ "backendNodeId": thing.node });
    let resolved = browser.devtools("DOM.resolveNode", node).await?;
    let asked = json!({
        "objectId": resolved["object"]["objectId"],
        "functionDeclaration": format!("function() {{ return {expression}; }}"),
        "returnByValue": true,
    });
    let answer = browser.devtools("Runtime.callFunctionOn", asked).await?;
    Ok(answer["result"]["value"].clone())
}

/// Gives a file to a field that takes one, as a person's choice would.
pub(crate) async fn give_file(browser: &Browser, field: &Thing, path: &Path) -> Result<()> {
    let asked = json!({ "backendNodeId": field.node, "files": [path] });
    browser.devtools("DOM.setFileInputFiles", asked).await.map(drop)
}

/// The middle of a thing on the screen, to which it is scrolled if need be.
pub(crate) async fn middle(browser: &Browser, thing: &Thing) -> Result<(i64, i64)> {
    let (left, top, right, bottom) = edges(browser, thing).await?;
    Ok(((left + right) / 2, (top + bottom) / 2))
}

/// The left, top, right and bottom of a thing on the screen, to which it is scrolled if need be.
pub(crate) async fn edges(browser: &Browser, thing: &Thing) -> Result<(i64, i64, i64, i64)> {
    let node = json!({ "backendNodeId": thing.node });
    browser.devtools("DOM.scrollIntoViewIfNeeded", node.clone()).await?;
    let answer = browser.devtools("DOM.getContentQuads", node).await?;
    let corners = answer["quads"][0].as_array().context("it is nowhere on the screen")?;
    let numbers: Vec<f64> = corners.iter().filter_map(Value::as_f64).collect();
    let of = |first: usize| numbers.iter().skip(first).step_by(2).copied();
    let least = |first| of(first).fold(f64::INFINITY, f64::min).round() as i64;
    let most = |first| of(first).fold(f64::NEG_INFINITY, f64::max).round() as i64;
    Ok((least(0), least(1), most(0), most(1)))
}

/// Reads a node of the accessibility tree; nothing if it is hidden.
fn thing(node: &Value) -> Option<Thing> {
    if node["ignored"].as_bool()? {
        return None;
    }
    Some(Thing {
        node: node["backendDOMNodeId"].as_i64()?,
        role: node["role"]["value"].as_str()?.to_owned(),
        name: node["name"]["value"].as_str().unwrap_or_default().to_owned(),
        value: value(&node["value"]["value"]),
        description: node["description"]["value"].as_str().unwrap_or_default().to_owned(),
        key: value(property(node, "keyshortcuts")),
        disabled: property(node, "disabled") == true,
        pressed: property(node, "pressed") == "true",
    })
}

/// A value as text; sliders have numbers.
fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The value of a node's property; null if it has none of this name.
fn property<'a>(node: &'a Value, name: &str) -> &'a Value {
    let properties = node["properties"].as_array().map_or(&[][..], Vec::as_slice);
    let found = properties.iter().find(|property| property["name"] == name);
    found.map_or(&Value::Null, |property| &property["value"]["value"])
}

#[cfg(test)]
mod tests {
    use super::thing;
    use serde_json::json;

    #[test]
    fn what_is_hidden_is_no_thing() {
        let node = json!({ "ignored": true, "backendDOMNodeId": 7, "role": { "value": "button" } });
        assert!(thing(&node).is_none());
    }

    #[test]
    fn a_button_that_cannot_be_used_says_so() {
        let node = json!({
            "ignored": false,
            "backendDOMNodeId": 7,
            "role": { "value": "button" },
            "name": { "value": "Crash peer 5" },
            "properties": [{ "name": "disabled", "value": { "type": "boolean", "value": true } }],
        });
        let button = thing(&node).expect("it is shown");
        assert_eq!((button.name.as_str(), button.disabled), ("Crash peer 5", true));
    }
}
