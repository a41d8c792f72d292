package dev.crossfade.jdbc.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Forwards one connection to a database and loses it at its n-th request, counted from the first
 * one with some text: odd ones before the database has it, even ones before the answer has come.
 */
public final class LosingProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final String first;
  private final int request;
  private volatile int seen;
  private volatile boolean lost;

  public LosingProxy(int target, String first, int request) throws IOException {
    this.target = target;
    this.first = first;
    this.request = request;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  /** Where to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Whether it was lost. */
  public boolean lost() {
    return lost;
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "losing proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        thread(() -> requests(client, database));
        thread(() -> answers(database, client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void requests(Socket client, Socket database) {
    byte[] buffer = new byte[65_536];
    try (InputStream in = client.getInputStream();
        OutputStream out = database.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (seen > 0 || text.contains(first)) {
          seen++;
        }
        if (!lost && seen == (request + 1) / 2 && request % 2 == 1) {
          lost = true;
          client.close();
          database.close();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // lost
    }
  }

  private void answers(Socket database, Socket client) {
    byte[] buffer = new byte[65_536];
    try (InputStream in = database.getInputStream();
        OutputStream out = client.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!lost && seen == request / 2 && request % 2 == 0) {
          lost = true;
          client.close();
          database.close();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // lost
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
