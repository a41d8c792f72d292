package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Field;
import dev.crossfade.codec.form.Form.Fields;
import dev.crossfade.codec.form.Form.Presence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a map with known keys together. */
final class FormBuilder {
  private final String what;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  FormBuilder(String what) {
    this.what = what;
  }

  FormBuilder head(String kind) {
    must("apiVersion", new Choice("the version of the format", List.of(Forms.API_VERSION)));
    return must("kind", new Choice("the kind of file", List.of(kind)));
  }

  FormBuilder must(String key, Form form) {
    fields.put(key, new Field(form, Presence.REQUIRED));
    return this;
  }

  FormBuilder may(String key, Form form) {
    fields.put(key, new Field(form, Presence.OPTIONAL));
    return this;
  }

  Fields build() {
    return new Fields(what, fields);
  }
}
