package dev.crossfade.embedded;

import java.nio.file.Path;

/** A program that starts one service, says so, and waits to be killed. */
final class Starting {

  private Starting() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[1]);
    DatabaseOptions shop = DatabaseOptions.database("shop");
    EmbeddedService<?> service =
        switch (arguments[0]) {
          case "postgres" -> EmbeddedPostgres.start(folder, shop);
          case "mariadb" -> EmbeddedMariaDb.start(folder, shop);
          default -> EmbeddedKafka.start(folder);
        };
    System.out.println("service " + service.pid());
    Thread.sleep(600_000);
  }
}
