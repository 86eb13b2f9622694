import type { ProsodyFlag, ShiftDirection } from '@undertone/shared'
import type { VoiceTrouble } from '../audio/voice-feed.ts'
import type { Certainty } from '../components/now/certainty.ts'
import type { VoicePhase } from '../composables/useVoiceFeed.ts'
import type { SampleClip } from '../stores/sample-clips.ts'
import type { Messages } from './en.ts'
import { germanSubtext } from './german-subtext.ts'
import { germanWord } from './german-word.ts'

const certainties: Record<Certainty, string> = {
  guess: 'eine Vermutung',
  fair: 'halbwegs sicher',
  sure: 'ziemlich sicher',
}

const flags: Record<ProsodyFlag, string> = {
  loud: 'laut',
  quiet: 'leise',
  fast: 'schnell',
  slow: 'langsam',
  high_pitch: 'hohe Stimme',
  low_pitch: 'tiefe Stimme',
  monotone: 'gleichförmig',
  shaky: 'zittrig',
}

const shifts: Record<ShiftDirection, string> = {
  escalating: 'steigt',
  'de-escalating': 'beruhigt sich',
  stable: 'bleibt so',
}

const samples: Record<SampleClip, string> = {
  calm: 'Ruhig',
  tense: 'Angespannt',
  cheerful: 'Fröhlich',
}

const microphone: Record<VoicePhase, string> = {
  off: 'Mikrofon aus',
  starting: 'Mikrofon startet',
  on: 'Mikrofon an',
  paused: 'Mikrofon pausiert',
}

/** Two lines on the smallest phone, or the bar would move when one of them comes. */
const troubles: Record<VoiceTrouble, string> = {
  refused: 'Das Mikrofon ist hier nicht erlaubt. Erlaube es in den Website-Einstellungen.',
  missing: 'Kein Mikrofon gefunden. Schließ eins an, dann tippe noch einmal.',
  inUse: 'Eine andere App nutzt das Mikrofon. Schließ sie, dann tippe noch einmal.',
  insecure: 'Das Mikrofon geht nur auf einer sicheren Seite. Ihre Adresse beginnt mit https.',
  unsupported: 'Dieser Browser gibt uns das Mikrofon nicht. Ein anderer vielleicht schon.',
  interrupted: 'Das Mikrofon wurde unterbrochen. Tippe irgendwohin, dann geht es weiter.',
  muted: 'Dein Gerät hält das Mikrofon gerade zurück. Es geht von selbst weiter.',
  needsTap: 'Das Mikrofon hat geruht, während du weg warst. Tippe darauf, um weiterzumachen.',
  dropped: 'Der Ton kommt gerade nicht an. Neuer Versuch läuft.',
  takenOver: 'Ein anderes Mikrofon hat übernommen. Tippe, um wieder hier zuzuhören.',
  otherAddress: 'Hier nimmt der Server keinen Ton an. Wer ihn betreibt, kann PUBLIC_ORIGIN setzen.',
  sampleInterrupted: 'Das Beispiel wurde unterbrochen. Tippe irgendwohin, dann spielt es weiter.',
  sampleMissing: 'Das Beispiel ließ sich nicht laden. Versuch es noch einmal, oder nimm das Mikrofon.',
}

/** Every word that the product says, in German. A few that are wider than a small phone in large text say where they break. */
export const de: Messages = {
  language: 'de',
  productName: 'Undertone',
  titles: {
    start: 'Undertone',
    live: 'Gespräch · Undertone',
    watch: 'Zuschauen · Undertone',
    notes: 'Notizen · Undertone',
    settings: 'Einstellungen · Undertone',
  },

  pageMissing: 'Die Seite lässt sich gerade nicht laden. Versuch es gleich noch einmal.',

  update: {
    label: 'Neue Version',
    line: 'Es gibt ein neueres Undertone.',
    take: 'Jetzt laden',
    later: 'Später',
  },

  intro: {
    label: 'Was Undertone ist',
    cards: [
      {
        heading: 'Wie es klingt, in einem Wort',
        lines: [
          'Undertone hört einem Gespräch zu. Es zeigt den Ton der Stimme: ein ruhiges Wort, eine Form, und wie sicher es ist.',
        ],
      },
      {
        heading: 'Eine Ahnung, mehr nicht',
        lines: [
          'Undertone hört, wie jemand klingt. Was jemand meint, fühlt oder will, kann es nicht wissen.',
          'Es liegt oft daneben. Wo es nichts sagen kann, sagt es „unklar“.',
        ],
      },
      {
        heading: 'Es gibt keine Auf\u00adnahme',
        lines: [
          'Der Ton geht an den Server dieser Seite und wird nie gespeichert.',
          'Die Wörter bleiben auf diesem Gerät, bis du sie löschst.',
        ],
      },
    ],
    place: (place, of) => `${place} von ${of}`,
    next: 'Weiter',
    skip: 'Über\u00adspringen',
    begin: 'Los geht’s',
  },

  start: {
    heading: 'Hören, wie es gesagt wird',
    lead: 'Undertone hört einem Gespräch zu und zeigt den Ton der Stimme: ein ruhiges Wort, und wie sicher es ist. Es sagt, wie jemand klingt, nie, was jemand meint oder fühlt.',
    button: 'Starten',
    starting: 'Startet\u00a0…',
    sample: 'Oder ein Beispiel anhören',
    sampleClips: samples,
    sampleNamed: (clip) => `Beispiel anhören: ${clip}`,
    sampleHint: 'Eine kurze Aufnahme, leise abgespielt, damit du mithörst. Das Mikrofon bleibt aus.',
    goBack: 'Zurück zu deiner Sitzung',
    notes: 'Notizen',
    settings: 'Einstel\u00adlungen',
    pages: 'Andere Seiten',
    keepLine: (time) => `Wenn du gehst, behalten wir diese Sitzung noch ${time}.`,
    noticeHeading: 'Bevor es losgeht',
    listen: 'Weiter zuhören, wenn ich die App wechsle',
    listenHint: (time) => `Nur wo das Handy es erlaubt, und höchstens ${time}.`,
    noticeSeen: 'Undertone hört über das Mikrofon dieses Geräts zu, und nur, solange du die Seite siehst.',
    noticeHidden: (time) =>
      `Undertone hört über das Mikrofon dieses Geräts zu, solange du die Seite siehst, und bis zu ${time} danach.`,
    notice: [
      'Der Ton geht an diesen Server und wird nie gespeichert.',
      'Bitte sag den anderen im Raum Bescheid.',
      'In der EU ist der Einsatz bei Beschäftigten oder Lernenden verboten.',
    ],
    unreachable: 'Der Server ist gerade nicht erreichbar. Versuch es gleich noch einmal.',
  },

  refusals: {
    busy: (time) => `Der Server ist gerade voll. Versuch es in ${time} noch einmal.`,
    tooMany: (time) => `Aus deinem Netz kamen gerade viele Versuche. Versuch es in ${time} noch einmal.`,
    notNow: 'Der Server kann gerade keine Sitzung starten. Versuch es gleich noch einmal.',
    otherAddress: 'Der Server erwartet eine andere Adresse. Wer ihn betreibt, kann PUBLIC_ORIGIN ändern.',
  },

  accessCode: {
    line: 'Dieses Undertone ist für Eingeladene. Gib den Zugangscode ein, den du bekommen hast.',
    label: 'Zugangs\u00adcode',
    show: 'Zeigen',
    hide: 'Ver\u00adbergen',
    which: ' (Zugangscode)',
    hint: 'Sobald er gestimmt hat, merkt sich ihn dieses Gerät.',
    go: 'Weiter',
    leave: 'Jetzt nicht',
    wrong: 'Das ist nicht der Code dieses Undertone. Vergleich ihn bitte noch einmal.',
    stale: 'Der Code auf diesem Gerät gilt nicht mehr. Gib bitte den neuen ein.',
  },

  certainties,
  flags,
  shifts,
  toneWord: germanWord,
  subtextOf: germanSubtext,

  elcor: {
    listening: 'Mit geduldiger Aufmerksamkeit:',
    speaking: 'Mit wachsender Neugier:',
    unclear: 'Mit ehrlichem Zweifel:',
    microphoneOff: 'In respektvollem Schweigen:',
    microphonePaused: 'Mit gelassener Ruhe:',
    starting: 'Mit gemessenem Eifer:',
    waiting: 'Mit ruhiger Erwartung:',
    cutOff: 'Mit mildem Bedauern:',
  },

  now: {
    heading: 'Jetzt',
    listening: 'Hört zu\u00a0…',
    speaking: 'Hört eine Stimme\u00a0…',
    unclear: 'Unklar',
    unclearHint: 'Nicht deutlich genug.',
    microphoneOff: 'Mikrofon aus',
    microphoneOffHint: 'Gerade hört nichts zu.',
    microphonePaused: 'Mikrofon pausiert',
    starting: 'Gleich bereit\u00a0…',
    waiting: 'Einen Moment\u00a0…',
    cutOff: 'Nicht verbunden',
    lastHeard: (word, time) => `Zuletzt: ${word}, bei ${time}`,
    spoken: (word, certainty) => `Klingt ${word}, ${certainty}`,
    with: (parts) => parts.join(' · '),
  },

  heard: {
    heading: 'Was zu hören war',
    none: 'Noch nichts. Hier erscheint der Ton, sobald jemand spricht.',
    nothing: 'In dieser Sitzung war nichts zu hören.',
    caughtUp: 'nachgeholt',
    gap: (count) => (count === 1 ? 'Hier fehlt 1 Moment.' : `Hier fehlen ${count} Momente.`),
    unheard: {
      away: (time) => `${time} nicht zugehört, du warst weg.`,
      connection: (time) => `${time} nicht zugehört, ohne Verbindung.`,
      microphone: (time) => `${time} nicht zugehört, ohne Mikrofon.`,
      off: (time) => `${time} nicht zugehört, das Mikrofon war aus.`,
    },
    showMore: 'Mehr zeigen',
    columns: { time: 'Zeit', tone: 'Ton', how: 'Wie sicher, und mehr' },
  },

  typedNotes: {
    label: 'Deine Notiz:',
    edit: 'Ändern',
    editWhat: (time) => `: Notiz bei ${time}`,
    add: 'Notiz schreiben',
    field: (time) => `Deine Notiz bei ${time}`,
    ratherAt: (time) => `Lieber bei ${time}`,
    save: 'Speichern',
    cancel: 'Abbrechen',
    remove: 'Löschen',
    done: { deleted: 'Notiz gelöscht.', putAside: 'Notiz beiseitegelegt.' },
    undo: 'Rückgängig',
  },

  timeline: {
    heading: 'Wie es klang',
    now: 'jetzt',
    label: 'Momente des Gesprächs',
    nothingPicked: 'Kein Moment gewählt',
    hint: 'Tippe auf einen Moment, um ihn zu lesen. Zieh, um dich umzusehen.',
    closer: 'Näher heran',
    further: 'Weiter weg',
    backToNow: 'Zum Jetzt',
    showAll: 'Alles zeigen',
    note: (text) => `Deine Notiz: ${text}`,
    moment: (parts) => parts.join(', '),
  },

  watch: {
    heading: 'Zuschauen',
    label: 'Was du siehst',
    line: 'Du schaust zu. Beenden kann es nur, wer den Link geteilt hat.',
    over: 'Dieses Gespräch ist vorbei',
    stillBelow: 'Was zu hören war, steht weiter unten.',
    nothing: 'Hier gibt es nichts zu sehen',
    nothingWhy:
      'Das Gespräch ist vorbei, oder ein Teil des Links fehlt. Wer ihn geschickt hat, kann einen neuen schicken.',
  },

  letWatch: {
    button: 'Zuschauen lassen',
    heading: 'Zu\u00adschauen lassen',
    lines: [
      'Wer diesen Link hat, kann das Gespräch live sehen, auch was bisher zu hören war.',
      'Steuern kann damit niemand, und deine Notizen bleiben bei dir. Auf dem anderen Gerät bleibt nichts zurück.',
      'Der Link endet mit der Sitzung.',
    ],
    thisDeviceOnly:
      'Diese Adresse geht nur auf diesem Gerät. Starte Undertone mit --phone, um sie in deinem Netz zu teilen.',
    asking: 'Einen Moment\u00a0…',
    code: 'QR-Code des Links',
    noCode: 'Der QR-Code lässt sich gerade nicht zeigen. Der Link darunter geht auch ohne ihn.',
    troubles: {
      unreachable: 'Der Server ist gerade nicht erreichbar. Von dort kommt der Link.',
      gone: 'Diese Sitzung ist vorbei. Es gibt nichts mehr zu sehen.',
    },
    tryAgain: 'Noch einmal',
    link: 'Der Link: ',
    copy: 'Link kopieren',
    copied: 'Kopiert.',
    selected: 'Der Link ist markiert. Du kannst ihn von hier kopieren.',
    share: 'Teilen\u00a0…',
    notShared: 'Teilen geht gerade nicht. Du kannst den Link kopieren.',
    close: 'Schließen',
  },

  compose: {
    label: 'Sitzung',
    microphone,
    sampleOn: 'Beispiel läuft',
    end: 'Ende',
    endWhat: ' der Sitzung',
    newSession: 'Neue Sitzung starten',
    keepNotes: 'Notizen behalten',
    dropNotes: 'Nicht behalten',
    goStart: 'Zurück zum Start',
    connection: {
      idle: 'Verbindet',
      opening: 'Verbindet',
      live: 'Verbunden',
      hidden: 'Ruht',
      checking: 'Verbindet',
      waiting: 'Nicht verbunden',
      expired: 'Sitzung abgelaufen',
      ended: 'Sitzung beendet',
    },
  },

  notices: {
    offline: 'Offline. Neuer Versuch läuft.',
    refused: 'Der Server schickt gerade nichts. Neuer Versuch läuft.',
    away: (time) => `Du warst ${time} weg.`,
    caughtUp: 'Alles nachgeholt.',
    missed: (count) => (count === 1 ? '1 Moment fehlt.' : `${count} Momente fehlen.`),
    tapToListen: 'Tippe aufs Mikrofon, dann geht es weiter.',
    timedOut: 'Sitzung abgelaufen',
    safe: 'Deine Notizen sind sicher.',
    dropped: 'Ihre Notizen sind von diesem Gerät gelöscht.',
    unkept: 'Die Notizen ließen sich auf diesem Gerät nicht behalten.',
    stillBelow: 'Was zu hören war, steht weiter unten.',
    timedOutWhy: (time) => `Wir behalten eine Sitzung noch ${time}, nachdem du gehst.`,
    ended: 'Sitzung beendet',
    endUnreached: (time) =>
      `Nichts hört mehr zu. Der Server ist nicht erreichbar: Die Sitzung schließt sich von selbst, in höchstens ${time}.`,
    screenMaySleep: 'Der Bildschirm kann ausgehen',
    paused: {
      microphone: 'Mikrofon pausiert, weil die Seite verdeckt war',
      sample: 'Beispiel pausiert, weil die Seite verdeckt war',
    },
    backShort: 'Mikrofon wieder an.',
    back: {
      microphone: 'Das Mikrofon war pausiert, jetzt ist es wieder an.',
      sample: 'Das Beispiel war pausiert. Es spielt weiter.',
    },
    keptListeningShort: 'Das Mikrofon blieb an.',
    keptListening: 'Das Mikrofon blieb an, während du weg warst.',
    listenedForShort: (time) => `Das Mikrofon war noch ${time} an.`,
    listenedFor: (time) => `Als du weg warst, war das Mikrofon noch ${time} an, dann pausiert.`,
    mayListen: (time) => `Beim App-Wechsel hört es bis zu ${time} weiter zu.`,
    recovered: 'Das Mikrofon war kurz aus. Es ist wieder an.',
    sampleLeft: 'Das Beispiel hat aufgehört, als du gingst. Am Start kannst du es neu abspielen.',
    sampleFinished: 'Das war das Beispiel. Jetzt kannst du mit deiner eigenen Stimme starten.',
    notesNotKept: 'Notizen lassen sich hier gerade nicht behalten. Zu sehen ist weiter alles.',
    troubles,
  },

  notes: {
    heading: 'Notizen',
    lead: 'Frühere Gespräche, nur auf diesem Gerät, bis du sie löschst.',
    leadFor: (days) =>
      days === 1
        ? 'Frühere Gespräche, nur auf diesem Gerät, einen Tag lang.'
        : `Frühere Gespräche, nur auf diesem Gerät, ${days} Tage lang.`,
    search: 'Suchen',
    searchHint: 'In Titel, Datum, Ton und deinen Notizen.',
    found: (count) => (count === 1 ? '1 Gespräch gefunden.' : `${count} Gespräche gefunden.`),
    foundNone: 'Nichts gefunden. Ein Teil eines Wortes genügt.',
    foundBriefly: 'Gerade lassen sich nur Titel und Datum durchsuchen.',
    title: 'Titel',
    rename: 'Umbenennen',
    save: 'Speichern',
    cancel: 'Abbrechen',
    notRenamed: 'Der Titel ließ sich gerade nicht behalten. Du kannst es noch einmal versuchen.',
    notWritten: 'Deine Notizen lassen sich hier gerade nicht behalten. Zu sehen sind sie noch.',
    deleted: (title) => `Gelöscht: ${title}.`,
    deletedMany: (count) => (count === 1 ? '1 Gespräch gelöscht.' : `${count} Gespräche gelöscht.`),
    undo: 'Rückgängig',
    notPutBack: 'Es ließ sich gerade nicht zurückholen. Du kannst es noch einmal versuchen.',
    runsOn: 'Es läuft noch: Was ab jetzt zu hören ist, bleibt.',
    removeAll: 'Alle Gespräche löschen',
    removeAllAsk: 'Alle von diesem Gerät löschen?',
    removeAllNo: 'Behalten',
    keep: 'Notizen behalten',
    keepHint:
      'Ältere werden von diesem Gerät gelöscht, wenn du Undertone oder seine Notizen das nächste Mal öffnest.',
    keepForever: 'Bis ich sie lösche',
    keepDays: (days) => (days === 1 ? '1\u00a0Tag' : `${days}\u00a0Tage`),
    none: 'Noch keine Gespräche. Wenn du eine Sitzung beendest, steht sie hier.',
    unreadable: 'Dieses Gerät lässt die Seite keine Notizen behalten.',
    moments: (count) => (count === 1 ? '1\u00a0Moment' : `${count}\u00a0Momente`),
    typed: (count) => (count === 1 ? '1\u00a0Notiz' : `${count}\u00a0Notizen`),
    open: 'Gespräch öffnen:',
    remove: 'Dieses Gespräch löschen',
    removeAsk: 'Von diesem Gerät löschen? Das lässt sich nicht rückgängig machen.',
    removeYes: 'Löschen',
    removeNo: 'Behalten',
    notRemoved: 'Das Löschen ging gerade nicht. Du kannst es noch einmal versuchen.',
    back: 'Alle Notizen',
    home: 'Zurück zum Start',
    missing: 'Dieses Gespräch ist nicht auf diesem Gerät.',
    exporting: {
      heading: 'Zum Mitnehmen',
      lead: 'Eine Datei auf diesem Gerät. Du entscheidest, wer sie bekommt.',
      text: 'Reiner Text',
      csv: 'CSV, für eine Tabelle',
      json: 'JSON, mit allem',
      share: 'Teilen\u00a0…',
      saved: (name) => `Gespeichert als ${name}.`,
      notShared: 'Teilen ging gerade nicht. Du kannst sie stattdessen speichern.',
      honest:
        'Mit Undertone gemacht. Ein Ton ist eine Vermutung, wie etwas klang, nicht, wie es gemeint war.',
    },
  },

  settings: {
    heading: 'Einstel\u00adlungen',
    lead: 'Änderungen gelten sofort und bleiben auf diesem Gerät.',
    session: 'Eine Sitzung',
    again: 'Die ersten Karten noch einmal zeigen',
    codeKept: 'Dieses Gerät merkt sich den Zugangscode, damit du nicht noch einmal gefragt wirst.',
    forgetCode: 'Zugangscode vergessen',
    codeForgotten: 'Vergessen. Der nächste Start fragt danach.',
    looks: 'Wie es aussieht',
    theme: 'Farben',
    themes: {
      system: 'Wie das System',
      light: 'Hell',
      dark: 'Dunkel',
      contrast: 'Hoher Kontrast',
    },
    textSize: 'Schriftgröße',
    percent: (percent) => `${percent}\u00a0%`,
    still: 'Alles bleibt ruhig',
    stillHint: 'Formen und Wörter wechseln ohne Bewegung. Was dein System dazu sagt, gilt auch hier.',
    tells: 'Wie es sich meldet',
    speech: 'Wie oft ein Screenreader den Ton ansagt',
    speechHint: '„Ruhig“ heißt: höchstens eine Zeile in 10\u00a0Sekunden.',
    speeches: {
      calm: 'Ruhig',
      off: 'Nie',
      every: 'Jeden Wechsel',
    },
    vibrates: 'Vibrieren, wenn sich der Ton stark ändert',
    vibratesHint: 'Zweimal kurz, wenn er steigt, einmal lang, wenn er sich beruhigt.',
    cannotVibrate: 'Dieses Gerät oder dieser Browser kann für eine Seite nicht vibrieren.',
    language: 'Sprache',
    languages: {
      system: 'Wie das System',
      en: 'English',
      de: 'Deutsch',
    },
    elcor: 'Wie Elcor sprechen',
    elcorHint:
      'Mit sanfter Belustigung: Jede Zeile sagt zuerst ihren eigenen Ton, wie die Elcor in Mass Effect. Gilt ab der nächsten Sitzung.',
    elcorSample: 'Mit wachsender Anspannung: Wie ich sehe, geht es um die Miete.',
  },

  time: {
    seconds: (s) => `${s}\u00a0s`,
    minutes: (m) => `${m}\u00a0min`,
    secondsLong: (s) => (s === 1 ? '1\u00a0Sekunde' : `${s}\u00a0Sekunden`),
    minutesLong: (m) => (m === 1 ? '1\u00a0Minute' : `${m}\u00a0Minuten`),
    ago: (s) => (s < 60 || s % 60 ? `vor ${s}\u00a0s` : `vor ${s / 60}\u00a0min`),
  },
}
