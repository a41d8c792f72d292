package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.arg;
import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions on countries and controlled vocabularies. */
final class PlaceFunctions {

  private PlaceFunctions() {}

  static FunctionGroup group(Map<String, Taxonomy> taxonomies) {
    return FunctionGroup.of(
        "Countries and taxonomies",
        LibraryFunction.named(
                "country",
                "ISO 3166 alpha-2 code of a country, from alpha-2, alpha-3, English name or a common"
                    + " spelling. NULL when it is not recognised.")
            .unary(TEXT, String.class, TEXT, Countries::code)
            .idempotent(0, Undo.Others.IGNORED)
            .example("country('Germany')", "'DE'")
            .example("country('usa')", "'US'")
            .example("country('GBR')", "'GB'")
            .example("country('Atlantis')", "null"),
        LibraryFunction.named("countryName", "English name of a country given by its alpha-2 code.")
            .unary(TEXT, String.class, TEXT, Countries::name)
            .loosely(name -> Countries.code(str(name)))
            .example("countryName('DE')", "'Germany'"),
        LibraryFunction.named(
                "taxonomy",
                "The value a taxonomy of the specification gives to a spelling; an unlisted spelling is"
                    + " treated as the taxonomy's otherwise says.")
            .strict(TEXT, a -> find(taxonomies, a[0]).value(str(a[1])), TEXT, TEXT)
            .bound(0, name -> value(find(taxonomies, name)))
            .idempotent(1, Undo.Others.IGNORED)
            .literal(0, taxonomies.keySet())
            .example("taxonomy('region', ' europe ')", "'EMEA'")
            .example(
                "taxonomy('region', 'moon')",
                "refused: a spelling is not listed in taxonomy 'region'"),
        LibraryFunction.named(
                "taxonomyOr",
                "As taxonomy, but an unlisted spelling or NULL becomes the third argument.")
            .lenient(
                TEXT,
                a -> a[1] == null ? a[2] : find(taxonomies, a[0]).valueOr(str(a[1]), (String) a[2]),
                TEXT,
                TEXT,
                TEXT)
            .lenientlyBound(0, name -> valueOr(find(taxonomies, name)))
            .idempotent(1, Undo.Others.CONSTANT)
            .literal(0, taxonomies.keySet())
            .example("taxonomyOr('region', 'moon', 'OTHER')", "'OTHER'"));
  }

  private static Overload.Body value(Taxonomy taxonomy) {
    return a -> taxonomy.value(str(a[1]));
  }

  private static Overload.Body valueOr(Taxonomy taxonomy) {
    return a -> a[1] == null ? a[2] : taxonomy.valueOr(str(a[1]), (String) a[2]);
  }

  private static Taxonomy find(Map<String, Taxonomy> taxonomies, @Nullable Object name) {
    return (Taxonomy) arg(taxonomies.get(str(name)));
  }
}
