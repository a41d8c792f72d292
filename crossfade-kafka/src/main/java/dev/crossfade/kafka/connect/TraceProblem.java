package dev.crossfade.kafka.connect;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns the connector's trace or refusal into a problem a person can act on. */
final class TraceProblem {

  private record Known(Pattern sign, KafkaProblem code, String why, String fix) {
    Known(String sign, KafkaProblem code, String why, String fix) {
      this(Pattern.compile(sign), code, why, fix);
    }
  }

  private static final String RELOAD =
      "Make a new log reader and read the tables of this source again.";

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "recordtoolarge|larger than the maximum request size|larger than the max message size"
                  + "|larger than the total memory buffer|recordbatchtoolarge",
              KafkaProblem.RECORD_TOO_LARGE,
              "A row is larger than the records that Kafka, or the connector's producer, takes.",
              "Raise the setting that it names: of the topic max.message.bytes (a broker's"
                  + " message.max.bytes), of the connector producer.override.max.request.size and"
                  + " producer.override.buffer.memory; docs/operations.md, \"Large rows\", lists them"
                  + " all. Then start again: nothing was skipped."),
          new Known(
              "outofmemoryerror|java heap space",
              KafkaProblem.CONNECT_OUT_OF_MEMORY,
              "The memory of Kafka Connect does not hold a change of this source.",
              "Give the worker a larger heap (KAFKA_HEAP_OPTS); docs/operations.md, \"Large rows\","
                  + " says how much. Then restart it: nothing was skipped."),
          new Known(
              "password authentication failed|access denied for user|no pg_hba.conf entry",
              KafkaProblem.LOGIN_REFUSED,
              "The database refuses the user or the password.",
              "Check user, password and the database's access rules for the host of Connect."),
          new Known(
              "cannot seek to the last known offset|no longer available on the server"
                  + "|has already been removed|can no longer get changes|can no longer access"
                  + "|could not find first log file|purged"
                  + "|db history topic is missing|history topic.* is missing",
              KafkaProblem.GAP,
              "The source no longer has the log that comes next: its slot was re-created or its"
                  + " log was removed.",
              RELOAD),
          new Known(
              "is active for pid",
              KafkaProblem.SLOT_IN_USE,
              "Another reader uses the same replication slot.",
              "Stop the other reader, or give this migration another name."),
          new Known(
              "publication .* does not exist|publication autocreation is disabled",
              KafkaProblem.PUBLICATION_MISSING,
              "The publication was dropped.",
              "Run plan again; it creates the publication before the slot."),
          new Known(
              "replication slot .* does not exist",
              KafkaProblem.GAP,
              "The replication slot was dropped.",
              RELOAD),
          new Known(
              "wal_level|binlog_format|binary logging|not configured to use a row binlog"
                  + "|binlog_row_image|not using binary log|log_bin",
              KafkaProblem.LOG_NOT_LOGICAL,
              "The database does not write the log that change capture needs.",
              "PostgreSQL: set wal_level = logical. MariaDB: set log_bin, binlog_format = ROW and"
                  + " binlog_row_image = FULL. Then restart the database."),
          new Known(
              "permission denied|must be superuser or replication|roles? .*replication"
                  + "|replication (slave|client|master)|binlog monitor|binlog admin",
              KafkaProblem.LOG_NOT_ALLOWED,
              "The user may not read the log.",
              "PostgreSQL: ALTER ROLE … REPLICATION and GRANT SELECT. MariaDB: GRANT SELECT,"
                  + " REPLICATION SLAVE, BINLOG MONITOR."),
          new Known(
              "ddl statement couldn't be parsed|parsingexception",
              KafkaProblem.DEFINITION_NOT_READABLE,
              "Debezium cannot read the definition of a captured table; on MariaDB the type INET6"
                  + " is one that it does not know.",
              "Leave the table out of the migration, or change the column's type."),
          new Known(
              "error while converting|failed to (convert|properly convert)|invalid value",
              KafkaProblem.VALUE_NOT_CARRIED,
              "Debezium cannot carry a value of a captured table.",
              "Look at the connector's log for table and column; exclude the column or correct the"
                  + " value, then start again: nothing was skipped."),
          new Known(
              "connection refused|connection attempt failed|unknownhost|timed out|socket fail"
                  + "|could not connect|communications link failure|unable to connect",
              KafkaProblem.DATABASE_UNREACHABLE,
              "The connector cannot reach the database.",
              "Check that the database runs and that Connect reaches its host and port."));

  private TraceProblem() {}

  static Problem of(String what, String text, CaptureRequest request) {
    String clean = text.replace(request.password(), "***");
    String lower = clean.toLowerCase(Locale.ROOT);
    for (Known known : KNOWN) {
      if (known.sign().matcher(lower).find()) {
        return Problem.of(known.code(), what, known.why() + " " + root(clean), known.fix());
      }
    }
    return Problem.of(
        KafkaProblem.CONNECTOR_FAILED,
        what,
        root(clean),
        "Read the log of Kafka Connect for the whole story.");
  }

  /** The last cause, which is the first thing that went wrong, in one line. */
  private static String root(String trace) {
    String root = "";
    for (String line : trace.split("\n")) {
      boolean cause = line.startsWith("Caused by: ");
      if (cause || root.isEmpty()) {
        root = line.replace("Caused by: ", "");
      }
    }
    return root.length() > 400 ? root.substring(0, 400) + "…" : root;
  }
}
