import SourceText

/// Times that count from another: weekdays, "last week", "two days later", parts of a day.
extension Calendar {
  mutating func weekday(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let weekday = shape[.weekday], let base = base(rule.anchor) else {
      var reading = TimeReading(anchor: name(rule.anchor))
      reading.value = shape[.part].map { "XXXX-XX-XXT" + TimeNames.parts[$0] } ?? ""
      return reading
    }
    // "last Tuesday" is not yesterday, "next Tuesday" not tomorrow: those have words of their own.
    let apart = rule.anchor == .publication && !isHistory ? 1 : 0
    let window: ClosedRange<Int>
    switch shape[.dir] {
    case .some(-1): window = -7 - apart ... -1 - apart
    case 1?: window = 1 + apart...7 + apart
    case 0?: window = isHistory ? 0...6 : -3...3
    default:
      if let toldDay, toldDay.weekday == weekday, abs(toldDay.number - base.number) <= 7 {
        return single(toldDay, shape, anchor: "previous")
      }
      window = isHistory || place.isFuture ? 0...6 : -6...0
    }
    let found = window.lazy.map { base.adding(days: $0) }.first { $0.weekday == weekday }
    return single(found, shape, anchor: name(rule.anchor))
  }

  /// "la semaine du 10 avril".
  mutating func weekOf(_ day: TimeReading) -> TimeReading {
    stretch(.week, day.days.flatMap { CalendarUnits.days(.week, holding: $0.from) }, anchor: day.anchor)
  }

  /// "mardi de la semaine prochaine".
  mutating func weekdayOfWeek(_ shape: TimeShape) -> TimeReading {
    guard let base = base(.publication), let weekday = shape[.weekday] else { return TimeReading(anchor: "publication") }
    return single(base.adding(days: weekday - base.weekday + 7 * (shape[.dir] ?? 0)), shape, anchor: "publication")
  }

  mutating func offset(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    if isHistory, rule.anchor == .publication {
      return TimeReading(value: shape[.offset] == 0 ? "PRESENT_REF" : "XXXX-XX-XX", anchor: "none")
    }
    let base = rule.anchor == .previous ? toldDay ?? (isHistory ? nil : published) : published
    let found = base.map { $0.adding(days: shape[.offset] ?? 0) }
    if let found { check(found, shape[.weekday], place.span) }
    return single(found, shape, anchor: name(rule.anchor))
  }

  /// "la semaine dernière", "this year", "the end of the month".
  mutating func unit(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return TimeReading() }
    var steps = shape[.dir] ?? 0
    if unit == .year, rule.anchor == .previous, let old = old(shape, "", steps: steps) { return old }
    guard let base = base(rule.anchor) else { return TimeReading(precision: unit.precision, anchor: name(rule.anchor)) }
    if unit == .weekend, shape[.dir] == 0, base.weekday < 4, rule.anchor == .publication { steps -= 1 }
    return stretch(unit, CalendarUnits.days(unit, holding: base, steps: steps), anchor: name(rule.anchor))
  }

  /// "la première semaine de 2015", "le deuxième trimestre", "le dernier jour de juin".
  mutating func member(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return TimeReading() }
    guard let holder = holder(shape, place) else { return TimeReading(precision: unit.precision, anchor: "publication") }
    let number = shape[.ordinal] ?? 1
    if rule.meaning == .last {
      var days = CalendarUnits.days(unit, holding: holder.to)
      if unit == .week, let last = days, last.to > holder.to, last.from.adding(days: 3) > holder.to {
        days = CalendarUnits.days(unit, holding: holder.to, steps: -1)
      }
      return stretch(unit, days, isStated: shape[.year] != nil)
    }
    var start = holder.from
    if unit == .week, start.weekday > 4 { start = start.adding(days: 8 - start.weekday) }
    return stretch(unit, CalendarUnits.days(unit, holding: start, steps: number - 1), isStated: shape[.year] != nil)
  }

  func holder(_ shape: TimeShape, _ place: Place) -> Days? {
    guard let base = base(.publication) else { return shape[.year].flatMap { CalendarUnits.years($0, count: 1) } }
    let year = (shape[.year] ?? base.civil.year + (shape[.month] == nil ? shape[.dir] ?? 0 : 0))
    if let month = shape[.month] { return CalendarUnits.months(shape[.year] ?? monthYear(month, place) ?? year, month - 1) }
    if shape[.unit2] == TimeUnit.month.rawValue { return CalendarUnits.days(.month, holding: base, steps: shape[.dir] ?? 0) }
    return CalendarUnits.years(year, count: 1)
  }

  func monthYear(_ month: Int, _ place: Place) -> Int? {
    guard !isHistory, let now = published?.civil else { return year(of: month) }
    if place.isFuture { return month >= now.month ? now.year : now.year + 1 }
    return month <= now.month ? now.year : now.year - 1
  }

  /// "il y a deux ans", "two days later": so many units from the day of publication or from what was told.
  mutating func away(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    let sign = rule.meaning == .ago || rule.meaning == .earlier ? -1 : 1
    let anchor: MomentRules.Anchor = rule.meaning == .ago || rule.meaning == .ahead ? .publication : .previous
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)) else { return TimeReading() }
    var reading = TimeReading(value: sign < 0 ? "PAST_REF" : "FUTURE_REF", precision: unit.precision, anchor: name(anchor))
    guard
      let base = anchor == .previous && unit.rawValue <= TimeUnit.night.rawValue && told?.unit.rawValue ?? 0 > TimeUnit.night.rawValue
        ? nil : base(anchor)
    else { return reading }
    if unit == .year, anchor == .previous, let count = shape.wholeCount, let old = old(shape, "", steps: sign * count) { return old }
    guard let count = shape.wholeCount else {
      reading.days = vague(unit, base, sign)
      if unit.rawValue <= TimeUnit.hour.rawValue { reading.value = base.description + "TXX" }
      return reading
    }
    guard let day = CalendarUnits.shifted(base, unit, by: sign * count) else { return reading }
    let isExact = isNote || unit.rawValue <= TimeUnit.night.rawValue
    let told = stretch(isExact ? .day : unit, isExact ? Days(day) : CalendarUnits.days(unit, holding: day), anchor: name(anchor))
    reading = told
    if !isExact { reading.days = around(day, unit) ?? told.days }
    return reading
  }

  /// A week from now may be a day more or less, a month half a month.
  func around(_ day: Day, _ unit: TimeUnit) -> Days? {
    switch unit {
    case .week, .fortnight: Days(day.adding(days: -1), day.adding(days: 1))
    case .month: Days(day.adding(days: -15), day.adding(days: 15))
    default: nil
    }
  }

  /// "quelques jours" are two to seven.
  func vague(_ unit: TimeUnit, _ base: Day, _ sign: Int) -> Days? {
    let (near, far) =
      switch unit {
      case .day, .night: (2, 7)
      case .week, .fortnight, .weekend: (14, 42)
      case .month: (60, 184)
      case .year: (730, 1826)
      default: (0, 0)
      }
    if near == 0 { return unit.rawValue <= TimeUnit.hour.rawValue ? Days(base) : nil }
    let (a, b) = (base.adding(days: sign * near), base.adding(days: sign * far))
    return Days(min(a, b), max(a, b))
  }

  /// "ces dix derniers mois", "the next two years": a duration that ends or begins at the day it counts from.
  mutating func window(_ shape: TimeShape, _ rule: MomentRules.Rule) -> TimeReading {
    var reading = TimeReading(type: "DURATION", value: duration(shape), precision: "longer", anchor: name(rule.anchor))
    guard let unit = shape[.unit].flatMap(TimeUnit.init(rawValue:)), let base = base(rule.anchor) else { return reading }
    let sign = rule.meaning == .past ? -1 : 1
    guard let count = shape.wholeCount else {
      guard let days = vague(unit, base, sign) else { return reading }
      reading.days = sign < 0 ? Days(days.from, base) : Days(base, days.to)
      return reading
    }
    let hours = unit == .hour ? count : 0
    guard let far = hours > 11 ? base.adding(days: sign * ((hours + 23) / 24)) : CalendarUnits.shifted(base, unit, by: sign * count)
    else { return reading }
    let step = unit.rawValue > TimeUnit.hour.rawValue ? 1 : 0
    reading.days = sign < 0 ? Days(far, base.adding(days: -step)) : Days(base.adding(days: step), far)
    return reading
  }

  /// The time from so many units ago up to the day of publication.
  mutating func reach(_ shape: TimeShape) -> TimeReading { window(shape, .plain(.past)) }

  /// A part of the day or a time of the clock: on the day beside it, else on the last one told.
  mutating func onDay(_ shape: TimeShape, _ rule: MomentRules.Rule, _ place: Place) -> TimeReading {
    let base = place.day ?? (rule.anchor == .publication && !isHistory ? published : toldDay ?? (isHistory ? nil : published))
    let found = base.map { $0.adding(days: shape[.offset] ?? 0) }
    guard place.day == nil else {
      let kept = (told, toldDay)
      let reading = single(found, shape)
      (told, toldDay) = kept
      return reading
    }
    var reading = single(found, shape, anchor: name(rule.anchor))
    if found == nil { reading.type = "TIME" }
    if let found, shape[.part] == TimeNames.night, rule.anchor == .publication {
      reading.days = shape[.offset] == nil && !place.isFuture ? Days(found.adding(days: -1), found) : Days(found, found.adding(days: 1))
    }
    return reading
  }

  /// "la nuit de lundi à mardi": the night belongs to its first day.
  mutating func night(_ shape: TimeShape, _ place: Place) -> TimeReading {
    var reading: TimeReading
    if shape[.day] != nil || shape[.day2] != nil {
      var last = shape
      (last[.day], last[.weekday]) = (shape[.day2] ?? shape[.day], shape[.weekday2])
      (last[.part], last[.month]) = (nil, shape[.month] ?? shape[.month2])
      reading = date(last, .plain(.date), place)
    } else {
      var last = TimeShape()
      last[.weekday] = shape[.weekday2] ?? shape[.weekday]
      reading = weekday(last, .plain(.weekday), place)
    }
    guard let to = reading.days?.to else { return reading }
    reading.days = Days(to.adding(days: -1), to)
    (reading.type, reading.value) = ("TIME", to.adding(days: -1).description + "TNI")
    return reading
  }
}
