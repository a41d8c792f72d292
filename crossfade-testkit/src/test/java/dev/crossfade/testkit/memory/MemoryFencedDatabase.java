package dev.crossfade.testkit.memory;

import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.testkit.contract.FencedDatabase;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A shop in memory, as the contract of fences wants it. */
final class MemoryFencedDatabase implements FencedDatabase {

  private static final Object PARKED = new Object();

  private final MemoryShop shop = new MemoryShop(Set.of("app", "owner"));
  private long parked;
  private int left;
  private boolean odd;
  private boolean lost;

  @Override
  public Fence fence() {
    return new InMemoryFence(shop, Clock.systemUTC(), Faults.NONE);
  }

  @Override
  public Fence losing(int request) {
    left = (request + 1) / 2;
    odd = request % 2 == 1;
    lost = false;
    return new InMemoryFence(shop, Clock.systemUTC(), call -> next());
  }

  private Fault next() {
    left--;
    if (left != 0) {
      return Fault.NONE;
    }
    lost = true;
    return odd ? Fault.REQUEST_LOST : Fault.ACK_LOST;
  }

  @Override
  public boolean lost() {
    return lost;
  }

  @Override
  public List<String> writers() {
    return List.of("app", "owner");
  }

  @Override
  public Session connect(String writer) {
    Set<Long> written = new HashSet<>();
    return new Session() {
      @Override
      public void begin() {
        written.clear();
      }

      @Override
      public void insert(long row) {
        shop.write(writer, this);
        written.add(row);
      }

      @Override
      public void commit() {
        shop.commit(this, Set.copyOf(written));
      }

      @Override
      public void close() {
        shop.rollback(this);
      }
    };
  }

  @Override
  public Set<Long> rows() {
    return shop.rows();
  }

  @Override
  public String rights() {
    return shop.rights();
  }

  @Override
  public void attempt(String writer, Deed deed) {
    Object transaction = new Object();
    shop.write(writer, transaction);
    shop.rollback(transaction);
  }

  @Override
  public void grantMore() {
    shop.grant("clerk");
  }

  @Override
  public void revokeMore() {
    shop.revoke("clerk");
  }

  @Override
  public void park(long row) {
    shop.write("app", PARKED);
    parked = row;
  }

  @Override
  public void unpark() {
    shop.commit(PARKED, Set.of(parked));
  }

  @Override
  public void close() {}
}
