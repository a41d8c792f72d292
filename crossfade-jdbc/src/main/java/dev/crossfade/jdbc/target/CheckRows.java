package dev.crossfade.jdbc.target;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows of results. */
final class CheckRows {

  private CheckRows() {}

  static void insert(Connection c, long run, int ordinal, CheckResult result) throws SQLException {
    List<Measure> measures = result.measures();
    Sql.update(
        c,
        "INSERT INTO crossfade.check_result (run, ordinal, node, state, observed, expected,"
            + " tolerance, evidence, keys, measure_label, measure_expected, measure_observed,"
            + " measure_limit, started_at, took_micros)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        run,
        ordinal,
        result.check(),
        result.state().name(),
        result.observed(),
        result.expected(),
        result.limit(),
        result.evidence().toArray(String[]::new),
        result.keys().toArray(String[]::new),
        measures.stream().map(Measure::label).toArray(String[]::new),
        figures(measures, Measure::expected),
        figures(measures, Measure::observed),
        figures(measures, Measure::limit),
        result.startedAt().atOffset(ZoneOffset.UTC),
        result.took().toNanos() / 1_000);
  }

  private static String[] figures(List<Measure> measures, Function<Measure, BigDecimal> figure) {
    return measures.stream().map(figure).map(BigDecimal::toPlainString).toArray(String[]::new);
  }

  static CheckResult result(ResultSet row) throws SQLException {
    String[] labels = texts(row, "measure_label");
    String[] expected = texts(row, "measure_expected");
    String[] observed = texts(row, "measure_observed");
    String[] limits = texts(row, "measure_limit");
    List<Measure> measures = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      measures.add(
          new Measure(
              labels[i],
              new BigDecimal(expected[i]),
              new BigDecimal(observed[i]),
              new BigDecimal(limits[i])));
    }
    return new CheckResult(
        row.getString("node"),
        CheckState.valueOf(row.getString("state")),
        row.getString("observed"),
        row.getString("expected"),
        row.getString("tolerance"),
        List.of(texts(row, "evidence")),
        List.of(texts(row, "keys")),
        measures,
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        Duration.ofNanos(row.getLong("took_micros") * 1_000));
  }

  private static String[] texts(ResultSet row, String column) throws SQLException {
    return (String[]) row.getArray(column).getArray();
  }
}
