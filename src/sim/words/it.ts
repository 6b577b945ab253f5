import type { Phrases } from './phrases.ts';

export const italian: Phrases = {
  openers: [
    '[Buongiorno|Salve|Buonasera|Ciao],',
    'Gentile assistenza,',
    "[Salve|Buongiorno], [scrivo per|riguarda] l'ordine {order}.",
    'Salve, [ho un problema con|una domanda su] {good}.',
    '',
  ],
  reasons: {
    not_received: [
      'Il pacco ({good}) [non è arrivato|non è mai arrivato], [anche se|eppure] risulta consegnato.',
      "Doveva arrivare il {date} ({good}), [non ho ricevuto niente|davanti alla porta non c'era nulla].",
      "{carrier} [dice|sostiene] di averlo [lasciato|consegnato] il {date}, [ero a casa tutto il giorno|nessuno ha suonato] e [qui non c'è niente|nessun pacco].",
      'Ho chiesto [ai vicini|al portiere|in tutto il palazzo], [nessuno|proprio nessuno] lo ha [visto|preso].',
      'Sto [ancora aspettando|sempre aspettando]: {good}, previsto il {date}.',
      "Credo che sia stato [rubato|preso] [nell'androne|davanti alla porta] ({good}).",
    ],
    empty_parcel: [
      'La scatola è arrivata [vuota|completamente vuota], niente {good}, solo [carta|imballaggio].',
      "Ho aperto il pacco [adesso|ieri sera] e non c'era nulla ({good}).",
      'Il [sigillo|nastro] era [aperto|tagliato] e dentro niente.',
    ],
    missing_item: [
      "[Manca|Mancava] {good} nel pacco, [il resto c'è|il resto va bene].",
      "Manca una parte dell'ordine: {good}.",
      "La bolla riporta {good}, [ma non c'è|non lo trovo].",
    ],
    damaged: [
      '{good}: arrivato [danneggiato|rotto], la scatola era [schiacciata|bagnata].',
      'Quando ho [aperto|scartato] era [rotto|graffiato] ({good}).',
      "C'è [una crepa|un graffio] ({good}), [foto allegata|vedi foto].",
    ],
    wrong_item: [
      "Ho ricevuto [l'articolo sbagliato|un'altra cosa], non è {good}.",
      "Invece di {good} c'era [altro|un altro prodotto].",
      '{good}: [colore sbagliato|taglia sbagliata|modello sbagliato].',
    ],
    defective: [
      '{good}: [non funziona|non si accende|è morto].',
      'Dopo [qualche giorno|due settimane|un mese] [si è rotto|ha smesso] ({good}).',
      '{good}: [si spegne da solo|fa un rumore strano], ho [provato tutto|già resettato].',
    ],
    not_as_described: [
      '{good}: [non è come descritto|diverso dalle foto].',
      'La [qualità|finitura] ({good}) è [molto peggio|diversa] di quanto scritto.',
    ],
    changed_mind: [
      '[Vorrei|Voglio] [restituire|rimandare] {good}, [non va bene|non mi piace|troppo grande|troppo piccolo].',
      '{good} va bene, ma [non mi serve più|era un regalo doppio].',
      "Per favore [un'etichetta|come faccio il reso] per {good}.",
    ],
  },
  details: [
    'Abito al [primo|secondo|terzo] piano e il citofono [funziona|va].',
    "Ero [al lavoro|da mia madre|a casa] [in quel momento|a quell'ora].",
    'Era [un regalo di compleanno|per mia figlia|per lavoro|per Natale].',
    "Non c'è [nessuna foto|nessuna firma] della consegna.",
    'Ho già [chiamato|scritto a] {carrier}, [dicono di sentire voi|senza risultato].',
    'Sono cliente [da anni|da tanto], [mai successo|è la prima volta].',
    'Ordine {order}, [pagato|fatto] il {date}.',
    'Anche mio marito ha [cercato|guardato].',
  ],
  wishes: [
    '[Chiedo|Vorrei] [il rimborso|i soldi indietro].',
    'Potete [rimborsarmi|ridarmi i soldi]?',
    'Potete [rispedirlo|mandarne un altro] o [rimborsare|rimborsarmi]?',
    '[Come procediamo|Cosa facciamo] adesso?',
    'Ditemi [cosa vi serve|come si procede].',
  ],
  pressure: [
    'Va [risolto|sistemato] [oggi|entro 24 ore].',
    "Ho [fatto denuncia|sporto denuncia], [posso mandarla|l'agente dice che il negozio deve rimborsare].",
    'Altrimenti [vado in banca|chiedo lo storno|sento un avvocato].',
    'La sua collega mi ha [promesso|detto] [ieri|al telefono] che [era approvato|sarebbe stato rimborsato].',
    'Mi passi [un responsabile|il suo superiore].',
    'Per legge il venditore [è responsabile|ha il rischio] fino alla consegna.',
    '[Lascerò una recensione|Lo racconterò ovunque].',
  ],
  closers: [
    '[Grazie|Grazie mille|Vi ringrazio].',
    '[Cordiali|Distinti] saluti, {name}',
    'Ok [grazie|perfetto]!',
    'Aspetto [risposta|notizie].',
  ],
  greeting: [
    "Buongiorno {name}, grazie per averci contattato. Mi dispiace. Controllo l'ordine {order}.",
    "Salve {name}, servizio clienti. Apro l'ordine {order}, un momento.",
    "Buongiorno {name}, capisco. Mi conferma l'indirizzo di consegna?",
  ],
  granting: [
    'Fatto. Riceverà una conferma via e-mail tra pochi minuti.',
    "Grazie per l'attesa. Servono da tre a cinque giorni lavorativi.",
    'Ecco, è registrato. Posso aiutarla in altro?',
  ],
  declining: [
    'Al momento non posso. Aspettiamo la risposta del corriere.',
    'Lo annoto. Ci ricontatti tra 48 ore se non cambia nulla.',
    'La consegna risulta fatta, devo passare la pratica.',
  ],
  question: [
    "Dov'è il mio ordine {order}?",
    "Posso [cambiare|ancora cambiare] l'indirizzo per {order}?",
    'Avete {good} in [un altro colore|una taglia più grande]?',
    'Mi serve la fattura per {order}.',
  ],
  answer: [
    'L\'ordine è in viaggio; lo segue in "I miei ordini".',
    "L'ho mandata alla sua e-mail.",
    'Non è più possibile, mi dispiace.',
    'Lo trova nella pagina del prodotto. Buona giornata!',
  ],
};
