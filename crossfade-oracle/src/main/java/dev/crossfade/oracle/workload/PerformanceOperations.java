package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the advertising database's daily figures, whose key has three parts. */
final class PerformanceOperations {

  /** A row's key. */
  private record Figure(long campaign, String day, String device) {
    Effect put() {
      return Effect.put("daily_performance", text());
    }

    String text() {
      return campaign + "|" + day + "|" + device;
    }
  }

  private static final String AT = " WHERE campaign_id = ? AND day = ? AND device = ?";
  private final Identity me;
  private final LiveTexts texts;
  private final List<Figure> live = new ArrayList<>();
  private final List<Figure> sample = new ArrayList<>();

  PerformanceOperations(Identity me) {
    this.me = me;
    this.texts = new LiveTexts(me);
  }

  List<Operation> all() {
    return List.of(
        new Operation("figures-insert", 6, this::add),
        new Operation("figure-update", 10, this::change),
        new Operation("figure-delete", 2, this::delete));
  }

  /** Remembers some of the history's keys that are this writer's. */
  void load(Connection connection) throws SQLException {
    sample.clear();
    Sql.query(
        connection,
        "SELECT campaign_id, day, device FROM daily_performance WHERE campaign_id < 1000000000 AND"
            + " cost >= 0 AND campaign_id % ? = ? LIMIT 2000",
        row -> sample.add(new Figure(row.getLong(1), row.getString(2), row.getString(3))),
        me.writers,
        me.writer);
  }

  /** A figure the target has to refuse. */
  Step refused(String uid) {
    Figure figure = new Figure(me.freshKey(), "2026-01-01", "mobile");
    return new Step(
        List.of(Effect.refused("daily_performance", figure.text())),
        c -> insert(c, figure, "-5.0000", uid));
  }

  /** Several devices of one day in one transaction. */
  private Step add(String uid) {
    long campaign = me.freshKey();
    String day = texts.day(300).toString();
    List<Figure> figures = new ArrayList<>();
    for (String device :
        List.of("mobile", "desktop", "tablet").subList(0, 2 + me.random.nextInt(2))) {
      figures.add(new Figure(campaign, day, device));
    }
    return new Step(
        figures.stream().map(Figure::put).toList(),
        c -> {
          for (Figure figure : figures) {
            insert(c, figure, texts.money(900) + "25", uid);
          }
        },
        () -> live.addAll(figures));
  }

  private @Nullable Step change(String uid) {
    List<Figure> from = live.isEmpty() || me.chance(1, 2) ? sample : live;
    if (from.isEmpty()) {
      return null;
    }
    Figure figure = from.get(me.random.nextInt(from.size()));
    String set =
        me.pick(
            "impressions = impressions + 10, clicks = clicks + 1",
            "cost = cost + 1.2345, revenue = 0.1 + 0.2",
            "conversions = NULL, region = '" + texts.adsRegion() + "'",
            "conversions = 12.50, region = NULL");
    return new Step(
        figure.put(),
        c ->
            Step.one(
                update(
                    c,
                    "UPDATE daily_performance SET " + set + ", sync_token = ?" + AT,
                    uid,
                    figure.campaign,
                    figure.day,
                    figure.device)));
  }

  private @Nullable Step delete(String uid) {
    if (live.size() < 20) {
      return null;
    }
    Figure figure = live.get(me.random.nextInt(live.size()));
    return new Step(
        List.of(Effect.delete("daily_performance", figure.text())),
        c ->
            Step.one(
                update(
                    c,
                    "DELETE FROM daily_performance" + AT,
                    figure.campaign,
                    figure.day,
                    figure.device)),
        () -> live.remove(figure));
  }

  private static void insert(Connection c, Figure figure, String cost, String uid)
      throws SQLException {
    update(
        c,
        "INSERT INTO daily_performance VALUES (?, ?, ?, 18446744073709551000, 12, ?, 'USD', 3.25,"
            + " 12.5, 'EU', ?)",
        figure.campaign,
        figure.day,
        figure.device,
        cost,
        uid);
  }
}
