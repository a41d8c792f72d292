package dev.crossfade.it.kills;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is between servers and their control store: it may lose answers, and be cut. */
final class ControlLine implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile boolean deaf;
  private volatile boolean cut;

  ControlLine(int target) throws IOException {
    this.target = target;
    begin(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Requests arrive, answers do not. */
  void loseAnswers() {
    deaf = true;
  }

  /** All connections break, and nobody gets another one. */
  void cut() throws IOException {
    cut = true;
    for (Socket each : open) {
      each.close();
    }
    open.clear();
  }

  void mend() {
    cut = false;
    deaf = false;
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "control line");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          client.close();
          continue;
        }
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        open.add(client);
        open.add(database);
        begin(() -> copy(client, database, false));
        begin(() -> copy(database, client, true));
      } catch (IOException e) {
        // closed, or the store does not answer: whoever called tries again
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!(answers && deaf)) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // one of them is gone, and so is the other
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
