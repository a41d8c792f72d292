package dev.crossfade.mapping.function;

import dev.crossfade.core.spec.TaxonomySpec;
import java.util.List;
import java.util.Map;

/** The manual of the function library, written from the library itself. */
public final class FunctionManual {

  private FunctionManual() {}

  /** Markdown, ending in a line break. */
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Functions\n\n");
    text.append("<!-- Generated from the function library; a test compares both. -->\n\n");
    text.append("Expressions may call these functions beside those of CEL itself. NULL passes\n");
    text.append(
        "through: the result is NULL when an argument is, unless a function says otherwise;\n");
    text.append(
        "`orElse(x, default)` ends it. A function that refuses sends the row to quarantine.\n");
    text.append(
        "What each says of the way back is for the time after a cutover, when rows of the\n");
    text.append("target become rows of the source: [rollback.md](rollback.md).\n");
    for (FunctionGroup group : FunctionLibrary.of(List.of(exampleTaxonomy())).groups()) {
      text.append("\n## ").append(group.title()).append('\n');
      group.functions().forEach(function -> function(text, function));
    }
    return text.toString();
  }

  /** The taxonomy the examples use. */
  public static TaxonomySpec exampleTaxonomy() {
    return new TaxonomySpec(
        "region",
        false,
        new TaxonomySpec.Otherwise.Refuse(),
        Map.of("EMEA", List.of("europe"), "APAC", List.of("asia pacific")));
  }

  private static void function(StringBuilder text, LibraryFunction function) {
    text.append("\n### ").append(function.name()).append("\n\n");
    text.append(function.what()).append("\n\n```\n");
    function.overloads().stream()
        .map(Overload::signature)
        .distinct()
        .forEach(signature -> text.append(function.name()).append(signature).append('\n'));
    text.append("```\n\n");
    text.append(Backwards.of(function)).append("\n\n");
    for (Example example : function.examples()) {
      text.append("- `").append(example.expression()).append("` gives `");
      text.append(example.result()).append("`\n");
    }
  }
}
