package dev.crossfade.oracle;

import java.util.ArrayList;
import java.util.List;

/** The production tables a test needs. */
final class TargetTables {

  private static final String CONTACT =
      "bigint,bigint,text,text,text,text,text,text,text[],json,numeric(12;2),numeric,boolean,uuid,"
          + "bytea,date,text,timestamptz,timestamptz,timestamptz,text";
  private static final String CAMPAIGN =
      "numeric(20;0),bigint,text,text,text,text,text,numeric(20;0),numeric(12;2),text,date,date,"
          + "boolean,json,text,bytea,timestamptz,timestamptz,text";
  private static final String DAILY =
      "numeric(20;0),date,text,numeric(20;0),bigint,numeric(14;4),text,numeric(10;2),"
          + "double precision,text,text";

  private TargetTables() {}

  static List<String> sql() {
    List<String> sql = new ArrayList<>();
    sql.add("CREATE SCHEMA marketing");
    sql.add(
        "CREATE FUNCTION marketing.at(text) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT"
            + " CASE WHEN $1 ~ '^-?[0-9]+$' THEN timestamptz 'epoch' + $1::bigint * interval"
            + " '1 microsecond' ELSE $1::timestamptz END $$");
    for (String source : List.of("crm", "ads")) {
      sql.add(table(source + "_probe_bank", "id int PRIMARY KEY, balance bigint"));
      sql.add(table(source + "_probe_register", "id bigint PRIMARY KEY, v text"));
      sql.add(table(source + "_probe_counter", "id int PRIMARY KEY, n bigint, epoch int"));
      sql.add(table(source + "_probe_set", "id bigint PRIMARY KEY, uid text"));
      sql.add(table(source + "_probe_writer", "id int PRIMARY KEY, epoch int, seq bigint"));
    }
    sql.add(table("lead", "lead_id bigint PRIMARY KEY, sync_token text"));
    sql.add(table("activity", "activity_id bigint PRIMARY KEY, sync_token text"));
    sql.add(table("page_view", "url text, sync_token text"));
    for (var rules : dev.crossfade.oracle.rules.EntityRules.all()) {
      List<String> columns = new ArrayList<>();
      List<String> types = types(rules.entity());
      for (int i = 0; i < types.size(); i++) {
        columns.add(rules.columns().get(i) + " " + types.get(i));
      }
      sql.add(table(rules.entity(), String.join(", ", columns)));
    }
    return sql;
  }

  /** Parameters that turn canonical text into the columns' types. */
  static List<String> casts(String entity) {
    return types(entity).stream()
        .map(
            type ->
                switch (type) {
                  case "timestamptz" -> "marketing.at(?)";
                  case "bytea" -> "decode(?, 'hex')";
                  case "text" -> "?";
                  default -> "?::text::" + type;
                })
        .toList();
  }

  private static List<String> types(String entity) {
    String types =
        switch (entity) {
          case "contact" -> CONTACT;
          case "campaign" -> CAMPAIGN;
          default -> DAILY;
        };
    return List.of(types.split(",")).stream().map(type -> type.replace(';', ',')).toList();
  }

  private static String table(String name, String columns) {
    return "CREATE TABLE marketing." + name + " (" + columns + ")";
  }
}
