package dev.crossfade.embedded.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;

/** Loads the CRM's history by COPY. */
record CrmHistory(long seed, Volumes volumes) {

  List<TableRows> tables() {
    long contacts = volumes.contacts();
    return List.of(
        new Accounts(dice("accounts"), volumes.accounts()),
        new Contacts(dice("contacts"), contacts, volumes.accounts()),
        new Leads(dice("leads"), volumes.leads(), contacts),
        new Opportunities(dice("opportunities"), volumes.opportunities(), volumes.accounts()),
        new Activities(dice("activities"), volumes.activities(), contacts),
        new PageViews(dice("page_views"), volumes.pageViews(), contacts),
        new CrmSuppressions(dice("suppressions"), volumes.crmSuppressions()));
  }

  void load(DemoDatabase database, LongConsumer progress) throws SQLException, IOException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Script.run(connection, "crm.sql");
      for (TableRows table : tables()) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY " + table.table() + table.columns() + " FROM STDIN",
                new RowStream(table, progress),
                1 << 16);
      }
      Script.run(connection, "crm-keys.sql");
      connection.commit();
    }
  }

  private Dice dice(String table) {
    return new Dice(seed, "crm." + table);
  }
}
