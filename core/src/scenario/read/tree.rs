//! A text in JSON as a tree that can be read again, by a reader that remembers the way.

use super::{Misfit, Step, one_of};
use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer};
use serde_json::Value;
use std::fmt;

/// A text in JSON, as it was written: the order of fields is kept, and one that comes twice.
pub(super) enum Tree {
    Null,
    Bool(bool),
    Whole(u64),
    Negative(i64),
    Real(f64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    pub(super) fn of(value: Value) -> Self {
        Self::deserialize(value).expect("whatever comes is a tree")
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Whole(value) => value.fmt(f),
            Self::Negative(value) => value.fmt(f),
            Self::Real(value) => write!(f, "{value:?}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::List(items) => write!(f, "a list of {}", items.len()),
            Self::Object(entries) => {
                let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
                write!(f, "an object with {{{}}}", names.join(", "))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Planter)
    }
}

/// Makes a tree of whatever comes.
struct Planter;

impl<'de> de::Visitor<'de> for Planter {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Negative(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Real(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = from.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Object(entries))
    }
}

/// Reads a part of a tree; an error then knows the step to the part.
fn part<'de, S: DeserializeSeed<'de>>(
    step: Step,
    tree: &'de Tree,
    seed: S,
) -> Result<S::Value, Misfit> {
    seed.deserialize(tree).map_err(|misfit| misfit.found_at(step, tree))
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = Misfit;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Whole(value) => visitor.visit_u64(*value),
            Tree::Negative(value) => visitor.visit_i64(*value),
            Tree::Real(value) => visitor.visit_f64(*value),
            Tree::Text(value) => visitor.visit_borrowed_str(value),
            Tree::List(items) => {
                let mut items = Items { items, next: 0 };
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Tree::Object(entries) => visitor.visit_map(Entries { rest: entries, value: None }),
        }
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Tree::Null => visitor.visit_none(),
            Tree::Bool(_)
            | Tree::Whole(_)
            | Tree::Negative(_)
            | Tree::Real(_)
            | Tree::Text(_)
            | Tree::List(_)
            | Tree::Object(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// `"name"`, or `{"name": content}`.
    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let choice = match self {
            Tree::Text(name) => Choice { name, content: None },
            Tree::Object(entries) => match entries.as_slice() {
                [(name, content)] => Choice { name, content: Some(content) },
                [] | [_, _, ..] => return Err(Misfit::new(one_of(variants))),
            },
            Tree::Null
            | Tree::Bool(_)
            | Tree::Whole(_)
            | Tree::Negative(_)
            | Tree::Real(_)
            | Tree::List(_) => return Err(Misfit::new(one_of(variants))),
        };
        visitor.visit_enum(choice)
    }

    /// From an object alone, though serde would take the fields from a list too.
    fn deserialize_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self {
            Tree::Object(entries) => visitor.visit_map(Entries { rest: entries, value: None }),
            Tree::Null
            | Tree::Bool(_)
            | Tree::Whole(_)
            | Tree::Negative(_)
            | Tree::Real(_)
            | Tree::Text(_)
            | Tree::List(_) => Err(Misfit::new("an object".to_owned())),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The items of a list.
struct Items<'de> {
    items: &'de [Tree],
    next: usize,
}

impl Items<'_> {
    fn end(&self) -> Result<(), Misfit> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(());
        };
        let misfit = Misfit::new("the end of the list".to_owned());
        Err(misfit.found_at(Step::Item(self.next), item))
    }
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        part(Step::Item(self.next - 1), item, seed).map(Some)
    }
}

/// The fields of an object.
struct Entries<'de> {
    rest: &'de [(String, Tree)],
    /// The value of the field whose name was read last.
    value: Option<(&'de str, &'de Tree)>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(((name, value), rest)) = self.rest.split_first() else {
            return Ok(None);
        };
        (self.rest, self.value) = (rest, Some((name.as_str(), value)));
        seed.deserialize(name_of(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let (name, value) = self.value.take().expect("a field's name is read before its value");
        part(Step::Field(name.to_owned()), value, seed)
    }
}

fn name_of(name: &str) -> StrDeserializer<'_, Misfit> {
    name.into_deserializer()
}

/// One of several: its name, and what belongs to it.
struct Choice<'de> {
    name: &'de str,
    content: Option<&'de Tree>,
}

impl<'de> Choice<'de> {
    fn content<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        match self.content {
            Some(content) => part(Step::Field(self.name.to_owned()), content, seed),
            None => Err(Misfit::new(format!("an object: {{{:?}: ...}}", self.name))),
        }
    }
}

impl<'de> de::EnumAccess<'de> for Choice<'de> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Misfit> {
        seed.deserialize(name_of(self.name)).map(|variant| (variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        if self.content.is_none() { Ok(()) } else { self.content(std::marker::PhantomData) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        self.content(seed)
    }

    fn tuple_variant<V: de::Visitor<'de>>(self, _: usize, v: V) -> Result<V::Value, Misfit> {
        self.content(Tuple(v))
    }

    fn struct_variant<V: de::Visitor<'de>>(
        self,
        _: &'static [&'static str],
        v: V,
    ) -> Result<V::Value, Misfit> {
        self.content(Fields(v))
    }
}

/// Reads what a visitor makes of a list.
struct Tuple<V>(V);

impl<'de, V: de::Visitor<'de>> DeserializeSeed<'de> for Tuple<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        from.deserialize_any(self.0)
    }
}

/// Reads what a visitor makes of an object.
struct Fields<V>(V);

impl<'de, V: de::Visitor<'de>> DeserializeSeed<'de> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        from.deserialize_struct("", &[], self.0)
    }
}
