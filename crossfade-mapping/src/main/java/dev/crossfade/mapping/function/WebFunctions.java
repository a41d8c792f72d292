package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;

import java.util.Set;

/** Functions on web addresses. */
final class WebFunctions {

  private static final Set<String> UTM =
      Set.of("source", "medium", "campaign", "term", "content", "id");

  private WebFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Web addresses",
        LibraryFunction.named(
                "utm",
                "A campaign parameter (utm_source and so on) of a URL; NULL when it is absent or empty.")
            .texts(TEXT, (url, part) -> Urls.parameter(url, "utm_" + part), TEXT, TEXT)
            .bound(1, part -> campaign("utm_" + part))
            .literal(1, UTM)
            .example(
                "utm('https://x.example/?utm_source=news%20letter&a=1', 'source')", "'news letter'")
            .example("utm('https://x.example/', 'source')", "null"),
        LibraryFunction.named(
                "urlParameter",
                "The first value of a query parameter of a URL; NULL when it is absent or empty.")
            .texts(TEXT, Urls::parameter, TEXT, TEXT)
            .example("urlParameter('https://x.example/?gclid=abc#top', 'gclid')", "'abc'"),
        LibraryFunction.named(
                "urlHost",
                "Host of a URL in small letters, without user and port; NULL when it has none.")
            .unary(TEXT, String.class, TEXT, Urls::host)
            .example("urlHost('https://User@Shop.Example:8443/a')", "'shop.example'"),
        LibraryFunction.named(
                "urlPath", "Path of a URL, without query and fragment; NULL when it has none.")
            .unary(TEXT, String.class, TEXT, Urls::path)
            .example("urlPath('https://x.example/a/b?c=d')", "'/a/b'"));
  }

  private static Overload.Body campaign(String parameter) {
    return a -> Urls.parameter(str(a[0]), parameter);
  }
}
