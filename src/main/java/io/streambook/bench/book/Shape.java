package io.streambook.bench.book;

/** Streams of our own in the shapes that books are measured with. Prices are in ticks. */
enum Shape {
  /**
   * Around 1,000 resting orders in some 700 levels: 71 % moves, 13 % new, 7 % cancels, 7 % reduces,
   * 2 % IOC; one command in fifty trades. That is what exchange-core measures itself with.
   */
  CANONICAL(3_000_000),
  /** Orders that are cancelled or replaced at once, and some IOC: the public benchmark's. */
  PUBLIC(2_000_000),
  /** The mix of the first around 1,000,000 resting orders, anywhere in the queues. */
  DEEP(1_000_000),
  /** Prices over 10⁹ ticks, one order a level, and sweeps of 5,000 levels. */
  SPARSE(500_000);

  private static final int SHORT = 25;

  /** Commands that are measured. */
  private final int commands;

  Shape(int commands) {
    this.commands = commands;
  }

  /**
   * @param brief a stream too short for its times to say anything
   */
  Commands commands(long seed, boolean brief) {
    int count = brief ? commands / SHORT : commands;
    return switch (this) {
      case CANONICAL -> mixed(seed, count, 1_000, 400);
      case DEEP -> mixed(seed, count, brief ? 1_000_000 / SHORT : 1_000_000, 20_000);
      case PUBLIC -> atOnce(seed, count);
      case SPARSE -> sparse(seed, count, brief ? 20_000 : 50_000);
    };
  }

  /**
   * @param depth levels of each side
   */
  private static Commands mixed(long seed, int count, int target, int depth) {
    Flow flow = new Flow(seed);
    long mid = 1_000_000;
    for (boolean buy = true; flow.resting() < target; buy = !buy) {
      flow.enter(buy, price(flow, mid, buy, depth), qty(flow));
    }
    flow.commands.filledNow();
    int end = flow.commands.size() + count;
    while (flow.commands.size() < end) {
      int roll = flow.random.nextInt(100);
      boolean buy = flow.random.nextBoolean();
      long id = flow.any();
      if (roll == 0) {
        mid += flow.random.nextInt(3) - 1;
      }
      if (roll < 71) {
        flow.move(id, price(flow, mid, flow.commands.buys((int) id - 2), depth));
      } else if (roll < 84) {
        boolean crosses = flow.random.nextInt(8) == 0;
        flow.enter(buy, crosses ? mid : price(flow, mid, buy, depth), qty(flow));
      } else if (roll < 86) {
        flow.ioc(buy, buy ? mid + depth / 20 : mid - depth / 20, qty(flow));
      } else if ((flow.resting() > target && roll < 93) || flow.resting() > target * 1.02) {
        flow.cancel(id);
      } else {
        flow.reduce(id, 1 + flow.random.nextInt(10));
      }
    }
    return flow.commands;
  }

  /** Mostly near the middle, where most orders stand. */
  private static long price(Flow flow, long mid, boolean buy, int depth) {
    int back = Math.min(flow.random.nextInt(depth), flow.random.nextInt(depth));
    return buy ? mid - 1 - back : mid + 1 + back;
  }

  private static long qty(Flow flow) {
    return 1L + flow.random.nextInt(60);
  }

  private static Commands atOnce(long seed, int count) {
    Flow flow = new Flow(seed);
    flow.commands.filledNow();
    long mid = 34_000;
    while (flow.commands.size() < count) {
      mid += flow.random.nextInt(21) - 10;
      boolean buy = flow.random.nextBoolean();
      int roll = flow.random.nextInt(100);
      if (roll < 15) {
        flow.ioc(buy, buy ? mid + 50 : mid - 50, 1 + flow.random.nextInt(100));
        continue;
      }
      long price = mid + flow.random.nextInt(401) - (buy ? 300 : 100);
      long id = flow.enter(buy, price, 1 + flow.random.nextInt(100));
      if (roll < 85) {
        // Also when it has traded by now: that is refused.
        flow.cancel(id);
      } else if (flow.rests(id)) {
        flow.cancel(id);
        flow.enter(buy, buy ? price + 1 : price - 1, 1 + flow.random.nextInt(100));
      }
    }
    return flow.commands;
  }

  private static Commands sparse(long seed, int count, int target) {
    Flow flow = new Flow(seed);
    for (boolean buy = true; flow.resting() < target; buy = !buy) {
      flow.enter(buy, anywhere(flow, buy), qty(flow));
    }
    flow.commands.filledNow();
    int end = flow.commands.size() + count;
    boolean buy = true;
    while (flow.commands.size() < end) {
      int roll = flow.random.nextInt(20_000);
      if (roll == 0) {
        sweep(flow, buy, 5_000);
      } else if (roll < 5_000) {
        long id = flow.any();
        flow.move(id, anywhere(flow, flow.commands.buys((int) id - 2)));
      } else if (flow.resting() < target) {
        flow.enter(buy, anywhere(flow, buy), qty(flow));
      } else {
        flow.cancel(flow.any());
      }
      buy = !buy;
    }
    return flow.commands;
  }

  /** Takes about so many orders, each the only one of its price. */
  private static void sweep(Flow flow, boolean buy, int levels) {
    flow.ioc(buy, buy ? 2_000_000_000L : 1, levels * 30L);
  }

  private static long anywhere(Flow flow, boolean buy) {
    int back = 1 + flow.random.nextInt(500_000_000);
    return buy ? 1_000_000_000L - back : 1_000_000_000L + back;
  }
}
