/** Given and family names of made-up people. */

export const givenNames = (
  'Ada Amara Anna Anton Aisha Ben Bruno Carla Chen Clara Daan David Diego Dina Elif Elena Emil Emma Erik Farah Felix Fatima Gita ' +
  'Greta Hana Hugo Ida Imran Ines Ivan Jana Jonas Julia Kai Karim Kofi Lara Leo Lena Liam Lin Lucia Luis Maja Malik Marta Max Mei ' +
  'Mila Mina Nadia Nina Noah Nora Olga Omar Oscar Paula Pavel Priya Rafael Rosa Rohan Sara Selma Sofia Stefan Tariq Tessa Tom Uma ' +
  'Vera Victor Wei Yara Yusuf Zoe'
).split(' ');

export const familyNames = (
  'Abbott Adeyemi Almeida Andersen Baker Banerjee Becker Bennett Bianchi Brandt Byrne Castro Chen Clarke Cohen Costa Dahl Diaz ' +
  'Dubois Eriksen Evans Fischer Fournier Garcia Gupta Haas Hansen Hoffmann Ibrahim Ito Jensen Joshi Kaya Keller Khan Kim Klein ' +
  'Kovacs Larsen Lee Lopez Mancini Martin Mensah Meyer Moreau Mueller Murphy Nakamura Nguyen Novak Okafor Olsen Ortiz Patel Perez ' +
  'Petrov Popescu Rao Reyes Rossi Russo Santos Sato Schmidt Schneider Shah Silva Singh Smith Sousa Tanaka Taylor Torres Vargas ' +
  'Vogel Wagner Walker Wang Weber Weiss Wright Yilmaz Young Zhang'
).split(' ');
