//! Things on the page by role and accessible name, from the browser's accessibility tree.
//!
//! It is what a screen reader reads. What is hidden from a person is not in it.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::Browser;

/// A thing on the page, as it was when it was found.
#[derive(Clone, Debug)]
pub struct Thing {
    node: i64,
    /// What it is: "button", "slider", "tab", ...
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// What is set in it: a slider's position, a textbox's text.
    pub value: String,
    /// Whether it cannot be used now.
    pub disabled: bool,
}

/// Everything of a role within `root`, or in the whole page.
pub(crate) async fn all(browser: &Browser, root: Option<&Thing>, role: &str) -> Result<Vec<Thing>> {
    let root = match root {
        Some(thing) => json!(thing.node),
        None => document(browser).await?,
    };
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
pub(crate) async fn text(browser: &Browser, root: Option<&Thing>) -> Result<String> {
    let pieces = all(browser, root, "StaticText").await?;
    let words: Vec<_> = pieces.iter().flat_map(|piece| piece.name.split_whitespace()).collect();
    Ok(words.join(" "))
}

/// Gives the keyboard's focus to a thing.
pub(crate) async fn focus(browser: &Browser, thing: &Thing) -> Result<()> {
    let node = json!({ "backendNodeId": thing.node });
    browser.devtools("DOM.focus", node).await.map(drop)
}

/// The middle of a thing on the screen, to which it is scrolled if need be.
pub(crate) async fn middle(browser: &Browser, thing: &Thing) -> Result<(i64, i64)> {
    let node = json!({ "backendNodeId": thing.node });
    browser.devtools("DOM.scrollIntoViewIfNeeded", node.clone()).await?;
    let answer = browser.devtools("DOM.getContentQuads", node).await?;
    let corners = answer["quads"][0].as_array().context("it is nowhere on the screen")?;
    let numbers: Vec<f64> = corners.iter().filter_map(Value::as_f64).collect();
    let mean = |first: usize| numbers.iter().skip(first).step_by(2).sum::<f64>() / 4.0;
    Ok((mean(0).round() as i64, mean(1).round() as i64))
}

async fn document(browser: &Browser) -> Result<Value> {
    let answer = browser.devtools("DOM.getDocument", json!({ "depth": 0 })).await?;
    Ok(answer["root"]["backendNodeId"].clone())
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
        disabled: has(node, "disabled"),
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

/// Whether a node of the accessibility tree has a property that is true.
fn has(node: &Value, property: &str) -> bool {
    let properties = node["properties"].as_array();
    properties.is_some_and(|all| {
        all.iter().any(|one| one["name"] == property && one["value"]["value"] == true)
    })
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
