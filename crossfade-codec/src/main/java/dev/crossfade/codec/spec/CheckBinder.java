package dev.crossfade.codec.spec;

import dev.crossfade.core.spec.CheckAdjustment;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.MetricSpec.Grain;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns files of kind Checks into one value, and remembers where its parts were written. */
final class CheckBinder {

  private static final Pattern MEASURE =
      Pattern.compile("(count|sum|distinct)(?:\\((.+)\\))?", Pattern.DOTALL);
  private static final Pattern BY =
      Pattern.compile("(?:(day|hour)\\((.+)\\))|(.+)", Pattern.DOTALL);

  private final List<ReferenceSpec> references = new ArrayList<>();
  private final List<MetricSpec> metrics = new ArrayList<>();
  private final List<QuerySpec> queries = new ArrayList<>();
  private final List<CheckAdjustment> adjustments = new ArrayList<>();
  private final Map<Object, String> paths = new IdentityHashMap<>();

  /** Adds a file. */
  void add(View view) {
    String owner = view.text("owner", "");
    view.items("references").forEach(each -> keep(references, reference(each), each));
    view.items("metrics").forEach(each -> keep(metrics, metric(each, owner), each));
    view.items("queries").forEach(each -> keep(queries, query(each, owner), each));
    View adjust = view.find("adjust");
    if (adjust != null) {
      adjust
          .keys()
          .forEach(id -> keep(adjustments, adjustment(id, adjust.get(id)), adjust.get(id)));
    }
  }

  ChecksSpec checks() {
    return new ChecksSpec(references, metrics, queries, adjustments);
  }

  /** Where a part was written. */
  String path(Object part) {
    return paths.getOrDefault(part, "");
  }

  private <T> void keep(List<T> list, T part, View view) {
    list.add(part);
    paths.put(part, view.path());
  }

  private static ReferenceSpec reference(View view) {
    View columns = view.find("toColumns");
    return new ReferenceSpec(
        view.get("entity").text(),
        view.get("columns").texts(),
        view.get("to").text(),
        columns == null ? List.of() : columns.texts());
  }

  private static CheckTraits traits(View view, String owner) {
    return new CheckTraits(
        view.text("severity", "error").equals("warn") ? Severity.WARN : Severity.ERROR,
        view.text("owner", owner),
        view.text("description", ""),
        every(view));
  }

  private static @Nullable Duration every(View view) {
    long minutes = view.number("every", 0);
    return minutes == 0 ? null : Duration.ofMinutes(minutes);
  }

  private static MetricSpec metric(View view, String owner) {
    MetricSpec.Figure figure =
        view.find("legacy") != null || view.find("target") != null
            ? new MetricSpec.Queries(
                view.text("source", ""), view.text("legacy", ""), view.text("target", ""))
            : declared(view);
    return new MetricSpec(
        view.get("name").text(),
        view.text("entity", ""),
        figure,
        tolerance(view.find("tolerance")),
        traits(view, owner));
  }

  /** What cannot be understood is kept as the name of a column, which the rules do not find. */
  private static MetricSpec.Declared declared(View view) {
    String said = view.text("measure", "count").strip();
    Matcher measure = MEASURE.matcher(said);
    boolean known = measure.matches();
    Matcher by = BY.matcher(view.text("by", "").strip());
    boolean grouped = by.matches();
    String grain = grouped && by.group(1) != null ? by.group(1) : "value";
    String column = known ? measure.group(2) : said;
    return new MetricSpec.Declared(
        known ? Aggregate.valueOf(measure.group(1).toUpperCase(Locale.ROOT)) : Aggregate.SUM,
        column == null ? "" : column.strip(),
        !grouped ? "" : by.group(2) != null ? by.group(2).strip() : by.group(3),
        Grain.valueOf(grain.toUpperCase(Locale.ROOT)),
        where(view.find("where")));
  }

  private static Map<String, List<String>> where(@Nullable View view) {
    Map<String, List<String>> where = new LinkedHashMap<>();
    if (view != null) {
      for (String column : view.keys()) {
        View values = view.get(column);
        where.put(column, values.isScalar() ? List.of(text(values)) : values.texts());
      }
    }
    return where;
  }

  private static String text(View view) {
    return view.isNull() ? "null" : view.text();
  }

  private static Tolerance tolerance(@Nullable View view) {
    if (view == null) {
      return Tolerance.NONE;
    }
    boolean learned = view.text("learned", "false").equalsIgnoreCase("true");
    return new Tolerance(
        new BigDecimal(view.text("absolute", "0")),
        new BigDecimal(view.text("relative", "0")),
        learned ? Tolerance.Learning.ON : Tolerance.Learning.OFF);
  }

  private static QuerySpec query(View view, String owner) {
    View least = view.find("least");
    View most = view.find("most");
    QuerySpec.Expectation expectation =
        least == null && most == null
            ? new QuerySpec.NoRows()
            : new QuerySpec.Within(number(least), number(most));
    return new QuerySpec(
        view.get("name").text(),
        view.text("entity", ""),
        view.get("on").text(),
        view.get("sql").text(),
        expectation,
        traits(view, owner));
  }

  private static @Nullable BigDecimal number(@Nullable View view) {
    return view == null ? null : new BigDecimal(view.text());
  }

  private static CheckAdjustment adjustment(String id, View view) {
    Map<String, String> parameters = new LinkedHashMap<>();
    View given = view.find("parameters");
    if (given != null) {
      given.keys().forEach(name -> parameters.put(name, given.get(name).text()));
    }
    View severity = view.find("severity");
    View owner = view.find("owner");
    boolean skip = view.text("skip", "false").equalsIgnoreCase("true");
    return new CheckAdjustment(
        id,
        skip ? CheckAdjustment.Use.LEAVE_OUT : CheckAdjustment.Use.ASK,
        severity == null ? null : Severity.valueOf(severity.text().toUpperCase(Locale.ROOT)),
        owner == null ? null : owner.text(),
        every(view),
        parameters);
  }
}
