package dev.crossfade.jdbc.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forwards connections to a database and cuts them when a COMMIT, or some other text, passes by.
 */
public final class Proxy implements AutoCloseable {

  /** What does not get through. */
  public enum Cut {
    /** The COMMIT itself never reaches the database. */
    REQUEST,
    /** The database commits but its answer is lost. */
    ANSWER
  }

  /** The driver prepares COMMIT once and calls it by name from then on. */
  private static final Pattern PREPARED_COMMIT = Pattern.compile("(S_\\d+\0)COMMIT");

  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile String statement = "";
  private volatile Cut cut;
  private volatile boolean deaf;

  /** Forwards to this port. */
  public Proxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  /** Where to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts when the next COMMIT passes by. */
  public void cutAtCommit(Cut what) {
    cutAt("", what);
  }

  /** Cuts when a statement with this text passes by, which must not be prepared. */
  public void cutAt(String text, Cut what) {
    statement = text;
    cut = what;
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(database);
        thread(() -> requests(client, database));
        thread(() -> answers(database, client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void requests(Socket client, Socket database) {
    byte[] buffer = new byte[65_536];
    String prepared = "COMMIT";
    try (InputStream in = client.getInputStream();
        OutputStream out = database.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        Matcher parse = PREPARED_COMMIT.matcher(text);
        if (parse.find()) {
          prepared = parse.group(1);
        }
        boolean commit =
            cut != null
                && (statement.isEmpty()
                    ? parse.reset().find() || text.contains(prepared)
                    : text.contains(statement));
        if (commit && cut == Cut.REQUEST) {
          cut = null;
          client.close();
          database.close();
          return;
        }
        deaf = commit;
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // cut
    }
  }

  private void answers(Socket database, Socket client) {
    byte[] buffer = new byte[65_536];
    try (InputStream in = database.getInputStream();
        OutputStream out = client.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (deaf) {
          cut = null;
          deaf = false;
          client.close();
          database.close();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // cut
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
