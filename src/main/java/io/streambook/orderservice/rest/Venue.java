package io.streambook.orderservice.rest;

import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.desk.Backlog;
import io.streambook.orderservice.desk.Checkpoints;
import io.streambook.orderservice.desk.KillSwitch;
import io.streambook.orderservice.desk.Pulse;
import io.streambook.orderservice.desk.Quotes;
import io.streambook.orderservice.desk.RiskEvents;
import java.util.List;

/**
 * What our own endpoints tell of, besides orders and markets.
 *
 * @param openKeys keys that anyone may have: of a demo, none elsewhere
 */
public record Venue(
    Pulse pulse,
    Backlog backlog,
    Quotes quotes,
    RiskEvents riskEvents,
    Checkpoints checkpoints,
    KillSwitch killSwitch,
    List<ApiKey> openKeys) {}
