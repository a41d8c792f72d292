package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The live load in a process of its own, so that either side can be killed alone. Databases come
 * from {@code CRM_URL}, {@code CRM_USER}, {@code CRM_PASSWORD} and the same for {@code ADS}; ends
 * on SIGTERM or after the given time.
 */
public final class LiveWriterMain {

  private LiveWriterMain() {}

  /** Arguments: journal file, writes per second, seconds (0 for ever). */
  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: LiveWriterMain JOURNAL WRITES_PER_SECOND SECONDS");
      System.exit(2);
    }
    Workload workload =
        Workload.standard(
                Database.fromEnvironment("CRM"), Database.fromEnvironment("ADS"), Path.of(args[0]))
            .at(Integer.parseInt(args[1]));
    long seconds = Long.parseLong(args[2]);
    LiveWriter writer = LiveWriter.start(workload);
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(writer), "live-writer-stop"));
    System.out.println("writing");
    if (end.await(seconds == 0 ? Long.MAX_VALUE : seconds, TimeUnit.SECONDS)) {
      return;
    }
    writer.close();
    System.out.println(writer.tally());
  }

  private static void stop(LiveWriter writer) {
    try {
      writer.close();
    } catch (IOException e) {
      System.err.println("the journal could not be closed: " + e.getMessage());
    }
  }
}
