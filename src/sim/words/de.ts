import type { Phrases } from './phrases.ts';

export const german: Phrases = {
  openers: [
    '[Hallo|Guten Tag|Guten Morgen|Guten Abend],',
    'Sehr geehrte Damen und Herren,',
    'Hallo [liebes Team|zusammen],',
    '[Hallo|Guten Tag], es geht um [die Bestellung|meine Bestellung] {order}.',
    'Hallo, [ich brauche Hilfe mit|ich habe eine Frage zu] "{good}".',
    '',
  ],
  reasons: {
    not_received: [
      'Mein Paket ({good}) ist [nicht angekommen|nie angekommen|nicht da], [obwohl|auch wenn] in der Verfolgung "zugestellt" steht.',
      '{good} sollte am {date} kommen, [es kam aber nichts|hier ist nichts angekommen|vor der Tür lag nichts].',
      '{carrier} will es am {date} [abgelegt|zugestellt] haben, [ich war den ganzen Tag zu Hause|es hat niemand geklingelt] und [hier ist nichts|kein Paket weit und breit].',
      'Ich habe [bei den Nachbarn|im ganzen Haus|beim Hausmeister] gefragt, [niemand|keiner] hat das Paket [gesehen|angenommen].',
      'Ich [warte immer noch auf|vermisse weiterhin] die Sendung mit {good} vom {date}.',
      'Das Paket mit {good} wurde wohl [aus dem Hausflur|vor der Tür] [gestohlen|weggenommen].',
    ],
    empty_parcel: [
      'Der Karton [kam an|ist da], war aber [leer|völlig leer]: kein(e) {good}, nur [Papier|Füllmaterial].',
      'Ich habe das Paket [eben|gestern Abend] geöffnet, {good} war nicht drin.',
      'Das [Siegel|Klebeband] war [offen|aufgeschnitten], und drin war nichts.',
    ],
    missing_item: [
      '{good} [fehlte im Paket|war nicht dabei], der Rest [ist da|stimmt].',
      'Ein Teil meiner Bestellung fehlt: {good}.',
      'Auf dem Lieferschein steht {good}, [im Karton ist nichts davon|ich finde es nicht].',
    ],
    damaged: [
      '{good} kam [beschädigt|kaputt|zerbrochen] an, der Karton war [eingedrückt|nass].',
      'Beim [Auspacken|Öffnen] war {good} [zerbrochen|verkratzt].',
      'Da ist ein [Riss|Kratzer|Sprung] drin ({good}), [Foto anbei|siehe Bild].',
    ],
    wrong_item: [
      'Ich habe [den falschen Artikel|etwas Falsches] bekommen, das ist nicht {good}.',
      'Statt {good} war [etwas anderes|ein anderes Produkt] im Karton.',
      '{good} ist [das falsche Modell|die falsche Farbe|die falsche Größe].',
    ],
    defective: [
      '{good} [funktioniert nicht|geht nicht mehr an|ist tot].',
      'Nach [ein paar Tagen|zwei Wochen|einem Monat] ist {good} [kaputt gegangen|ausgefallen].',
      '{good} [schaltet sich ständig ab|hat einen Fehler|macht komische Geräusche].',
    ],
    not_as_described: [
      '{good} ist nicht [wie beschrieben|wie auf den Bildern].',
      'Die [Qualität|Verarbeitung] von {good} ist [viel schlechter als|ganz anders als] beschrieben.',
    ],
    changed_mind: [
      'Ich [möchte|würde gern] {good} [zurückgeben|zurückschicken], es [passt nicht|gefällt mir nicht|ist zu groß|ist zu klein].',
      '{good} ist [in Ordnung|schön], aber [ich brauche es nicht mehr|es war ein Geschenk und schon vorhanden].',
      'Bitte [ein Rücksendeetikett|ein Etikett] für {good}.',
    ],
  },
  details: [
    'Ich wohne im [ersten|zweiten|dritten] Stock, die Klingel [geht|funktioniert].',
    'Ich war [bei der Arbeit|bei meiner Mutter|zu Hause|am Telefon], als es [gescannt wurde|kommen sollte].',
    'Es war [ein Geburtstagsgeschenk|für meine Tochter|für den Urlaub|für die Arbeit|für Weihnachten].',
    'Bei der Zustellung gibt es [kein Foto|ein unscharfes Foto|keinen Namen].',
    '{carrier} habe ich schon [angerufen|angeschrieben], [die verweisen an Sie|die konnten nicht helfen].',
    'Ich bestelle [seit Jahren|schon lange] bei Ihnen, so etwas [gab es noch nie|ist das erste Mal].',
    'Bestellnummer {order}, [bezahlt|bestellt] am {date}.',
    'Mein Mann hat [auch|ebenfalls] [gesucht|nachgesehen].',
  ],
  wishes: [
    '[Bitte erstatten Sie mir|Ich möchte] [den Betrag|das Geld zurück].',
    'Ich [hätte gern|erwarte] [mein Geld zurück|eine Erstattung].',
    'Können Sie es [noch einmal schicken|neu schicken] oder [erstatten|zurückzahlen]?',
    'Wie [geht es weiter|geht es jetzt weiter]?',
    'Bitte [sagen Sie mir|teilen Sie mir mit], was Sie [brauchen|noch benötigen].',
  ],
  pressure: [
    'Das muss [heute|binnen 24 Stunden|sofort] [geklärt|erledigt] werden.',
    'Anzeige bei der Polizei [ist erstattet|habe ich gemacht], [das Aktenzeichen kann ich schicken|der Beamte sagt, der Händler muss zahlen].',
    'Sonst [gehe ich zu meiner Bank|lasse ich abbuchen|schalte ich einen Anwalt ein].',
    'Ihre Kollegin hat mir [gestern|am Telefon] [zugesagt|versprochen], dass es [erstattet wird|genehmigt ist].',
    'Bitte [verbinden Sie mich mit|geben Sie mir] [der Teamleitung|einem Vorgesetzten].',
    'Nach dem Gesetz [trägt der Händler das Risiko|haftet der Händler], bis ich die Ware habe.',
    'Sonst [schreibe ich eine Bewertung|erzähle ich das überall].',
  ],
  closers: [
    '[Danke|Vielen Dank|Danke schön].',
    '[Mit freundlichen|Viele|Beste] Grüße(n), {name}',
    'Ok, [danke|vielen Dank] für die Hilfe!',
    '[Ich warte|Warte] auf Antwort.',
    'LG {name}',
  ],
  greeting: [
    'Hallo {name}, vielen Dank für Ihre Nachricht. Das tut mir leid. Ich sehe mir die Bestellung {order} an.',
    'Guten Tag {name}, hier ist der Kundendienst. Ich habe Ihre Bestellung {order} vor mir, einen Moment bitte.',
    'Guten Tag {name}, ich verstehe. Bestätigen Sie mir bitte die Lieferadresse?',
  ],
  granting: [
    'Das habe ich für Sie veranlasst. Sie erhalten in Kürze eine Bestätigung per E-Mail.',
    'Danke für Ihre Geduld. Es ist erledigt; es dauert drei bis fünf Werktage.',
    'So, das ist eingetragen. Kann ich sonst noch etwas für Sie tun?',
  ],
  declining: [
    'Das kann ich leider im Moment nicht veranlassen. Wir warten auf die Antwort des Zustellers.',
    'Ich kann es nur vermerken. Melden Sie sich bitte in 48 Stunden, falls sich nichts tut.',
    'Bei uns steht die Sendung als zugestellt, ich muss das weitergeben.',
  ],
  question: [
    'Wo [ist|bleibt] meine Bestellung {order}?',
    'Kann ich die Adresse für {order} [noch ändern|ändern]?',
    'Gibt es {good} auch in [einer anderen Farbe|größer]?',
    'Ich brauche eine Rechnung zu {order}.',
    'Wie [reinigt|koppelt] man {good}?',
  ],
  answer: [
    'Ihre Bestellung ist unterwegs; Sie sehen den Stand unter "Meine Bestellungen".',
    'Ich habe es an Ihre E-Mail-Adresse geschickt.',
    'Das geht leider nicht mehr.',
    'Das steht auf der Produktseite. Einen schönen Tag!',
  ],
};
