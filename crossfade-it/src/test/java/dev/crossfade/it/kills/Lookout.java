package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import dev.crossfade.spi.traffic.RouteStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What can be seen of a migration in the stores themselves, whoever runs or not. */
final class Lookout {

  static final String NAME = "unify";
  static final String ROUTE = "all";

  private static final String PHASE =
      "SELECT event::json->>'phase' FROM crossfade.journal WHERE event LIKE '{\"event\":\"Entered\"%'"
          + " ORDER BY version DESC LIMIT 1";
  private static final String DIRECTION =
      "SELECT value FROM crossfade.fact WHERE name = 'direction'";
  private static final String CROSSING = "SELECT value FROM crossfade.fact WHERE name = 'crossing'";
  private static final String FENCE = "SELECT standing FROM crossfade.fence";
  private static final String SLOTS =
      "SELECT slot_name || CASE WHEN active THEN '' ELSE ' (nobody reads it)' END"
          + " FROM pg_replication_slots";

  private static final String BEHIND =
      "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

  private final Services services;
  private final Company company;

  Lookout(Services services, Company company) {
    this.services = services;
    this.company = company;
  }

  String phase() throws SQLException {
    return text(Services.ours(services.control), PHASE);
  }

  /** Events of the journal, latest last. */
  List<String> journal() throws SQLException {
    return texts(
        Services.ours(services.control), "SELECT event FROM crossfade.journal ORDER BY version");
  }

  /** Of whoever looks after the migration; one more with each owner. */
  long owner() throws SQLException {
    return Long.parseLong(
        text(
            Services.ours(services.control),
            "SELECT epoch::text FROM crossfade.journal_head WHERE lease_until > clock_timestamp()"
                + " UNION ALL SELECT '-1' LIMIT 1"));
  }

  /** The same of whoever looked after it last. */
  long latestOwner() throws SQLException {
    return Long.parseLong(
        text(Services.ours(services.control), "SELECT epoch::text FROM crossfade.journal_head"));
  }

  /** The route record in force. */
  RouteRecord record() {
    try (RouteStore store = ControlStores.routes(services.controlSettings())) {
      return RecordSeal.peek(store.read(NAME).orElseThrow());
    }
  }

  /** Whether somebody waits behind what is being put into the control store. */
  boolean somebodyWaits() throws SQLException {
    return !text(Services.ours(services.control), BEHIND).equals("0");
  }

  String crmFence() throws SQLException {
    return text(Services.ours(services.crm), FENCE);
  }

  String adsFence() throws SQLException {
    return text(company.advertiser(), "SELECT standing FROM crossfade_fence");
  }

  String targetFence() throws SQLException {
    return text(Services.ours(services.target), FENCE);
  }

  String direction() throws SQLException {
    return text(Services.ours(services.target), DIRECTION).replaceFirst(" .*", "");
  }

  /** How the latest attempt ended. */
  String why() throws SQLException {
    return text(Services.ours(services.target), CROSSING);
  }

  /** Slots of the target: only the way back has one there. */
  List<String> targetSlots() throws SQLException {
    return texts(Services.ours(services.target), SLOTS);
  }

  /** Whether Connect has the connector of the way back, in whatever state it is. */
  boolean returnConnector() throws Exception {
    URI all = URI.create(services.kafka.endpoint().connectUrl()).resolve("/connectors");
    return new String(all.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8)
        .contains("_target");
  }

  /** Whether nothing keeps clients of a side from writing. */
  boolean opened(Side writes) throws SQLException {
    RouteState route = record().route(ROUTE);
    boolean fences =
        writes == Side.NEW
            ? targetFence().equals("OPEN")
            : crmFence().equals("OPEN") && adsFence().equals("OPEN");
    return fences && route.writes() == writes && route.hold() == null;
  }

  /** What is not as it is when a side takes the writes and all is at rest; empty when all is. */
  List<String> wrong(Side writes) {
    List<String> wrong = new ArrayList<>();
    boolean legacy = writes == Side.LEGACY;
    differs(wrong, "phase", legacy ? "LIVE" : "WINDOW", this::phase);
    differs(wrong, "record", writes.toString(), () -> record().route(ROUTE).writes().toString());
    differs(wrong, "hold", "null", () -> String.valueOf(record().route(ROUTE).hold()));
    differs(wrong, "fence of the CRM", legacy ? "OPEN" : "RAISED", this::crmFence);
    differs(wrong, "fence of the ads", legacy ? "OPEN" : "RAISED", this::adsFence);
    differs(wrong, "fence of the target", legacy ? "RAISED" : "OPEN", this::targetFence);
    differs(wrong, "direction", legacy ? "forward" : "return", this::direction);
    differs(
        wrong,
        "slots of the target",
        legacy ? "[]" : "[cf_unify__target]",
        () -> targetSlots().toString());
    differs(
        wrong,
        "connector of the way back",
        String.valueOf(!legacy),
        () -> String.valueOf(returnConnector()));
    return wrong;
  }

  @FunctionalInterface
  private interface Look {
    String look() throws Exception;
  }

  private static void differs(List<String> wrong, String what, String expected, Look look) {
    String found;
    try {
      found = look.look();
    } catch (Exception e) {
      found = String.valueOf(e.getMessage());
    }
    if (!found.equals(expected)) {
      wrong.add(what + " is " + found + " and not " + expected);
    }
  }

  private static String text(Database database, String query) throws SQLException {
    List<String> texts = texts(database, query);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  private static List<String> texts(Database database, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = database.connect()) {
      Sql.query(connection, query, row -> texts.add(Objects.toString(row.getString(1), "")));
    }
    return texts;
  }
}
