package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.UrlPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of many, in which order, and what of each. */
final class ListOption {

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      description = "Only what fits, for example: phase == \"LIVE\" && name.startsWith(\"apac-\").")
  private @Nullable String filter;

  @Option(
      names = "--order-by",
      paramLabel = "FIELD",
      description = "In the order of a field; descending with ' desc' behind it.")
  private @Nullable String order;

  @Option(
      names = "--fields",
      paramLabel = "NAMES",
      description = "Only these fields of each, separated by commas.")
  private @Nullable String fields;

  /** A path with what was asked for. */
  String on(String path) {
    List<String> query = new ArrayList<>();
    add(query, "filter", filter);
    add(query, "order_by", order);
    add(query, "fields", fields);
    String more = String.join("&", query);
    return query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + more;
  }

  private static void add(List<String> query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + UrlPath.value(value));
    }
  }
}
